using Orleans.Runtime;

namespace RagQA.Grains.Placement;

/// <summary>A silo of the cluster.</summary>
/// <param name="Address">Its address, of this start of it.</param>
/// <param name="Name">Its name, which survives a restart where the operator gave it one.</param>
internal sealed record SiloMember(SiloAddress Address, string Name)
{
    /// <summary>Key of the grains that live on this silo and nowhere else.</summary>
    public string Key => Address.ToParsableString();
}
