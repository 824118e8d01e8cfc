using Orleans.Runtime;

namespace RagQA.Grains.Placement;

/// <summary>Placement by rendezvous hashing; see <see cref="EvenSpreadDirector"/>.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking]
public sealed class EvenSpread : PlacementStrategy;
