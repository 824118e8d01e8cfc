using Orleans.Placement;
using Orleans.Runtime;

namespace RagQA.Grains.Placement;

/// <summary>Puts a grain on the silo whose address is its key, and nowhere else.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AtSiloAttribute() : PlacementAttribute(new AtSilo());
