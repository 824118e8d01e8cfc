namespace RagQA.Server.Hosting;

/// <summary>Port of the silo's Orleans gateway on the loopback address.</summary>
/// <param name="Port">The port.</param>
public sealed record GatewayPort(int Port);
