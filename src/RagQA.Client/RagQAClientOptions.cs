using System.Net;

namespace RagQA.Client;

/// <summary>How a program reaches the cluster.</summary>
public sealed class RagQAClientOptions
{
    /// <summary>Gateway of a silo. Null (the default) uses the grain factory that is registered already: in a silo, or after <c>UseOrleansClient</c>.</summary>
    public IPEndPoint? Gateway { get; set; }

    /// <summary>Orleans cluster id; must equal the silos'. Default "ragqa".</summary>
    public string ClusterId { get; set; } = "ragqa";

    /// <summary>Orleans service id; must equal the silos'. Default "ragqa".</summary>
    public string ServiceId { get; set; } = "ragqa";
}
