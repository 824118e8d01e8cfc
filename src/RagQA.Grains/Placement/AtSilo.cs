using Orleans.Runtime;

namespace RagQA.Grains.Placement;

/// <summary>Placement by the silo address that is the grain's key; see <see cref="AtSiloDirector"/>.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking]
public sealed class AtSilo : PlacementStrategy;
