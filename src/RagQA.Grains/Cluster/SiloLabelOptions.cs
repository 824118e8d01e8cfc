namespace RagQA.Grains.Cluster;

/// <summary>What the operator says of one silo.</summary>
public sealed class SiloLabelOptions
{
    /// <summary>Labels of the silo, such as its rack; shown with its status.</summary>
    public Dictionary<string, string> Labels { get; set; } = [];
}
