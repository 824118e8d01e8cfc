using Orleans.Placement;
using Orleans.Runtime;

namespace RagQA.Grains.Placement;

/// <summary>Spreads grains over the silos by a hash of their key: every silo computes the same table, without shared state.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EvenSpreadAttribute() : PlacementAttribute(new EvenSpread());
