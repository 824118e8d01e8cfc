namespace RagQA.Cli.LocalClusters;

/// <summary>A silo of a cluster on this machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Process">Its process.</param>
/// <param name="Address">Address of its page and API.</param>
/// <param name="Gateway">Port of its Orleans gateway.</param>
/// <param name="DataDirectory">Where its index files are.</param>
internal sealed record ClusterSilo(string Name, int Process, string Address, int Gateway, string DataDirectory);
