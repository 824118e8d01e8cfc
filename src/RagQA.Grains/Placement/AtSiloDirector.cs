using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace RagQA.Grains.Placement;

/// <summary>
/// A grain that stands for a silo. With the silo in the key, who calls has chosen the silo already, knows what it offers at
/// this moment, and notices at once when it is gone; a slot that placement filters put somewhere would be neither.
/// </summary>
internal sealed class AtSiloDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silo = SiloAddress.FromParsableString(target.GrainIdentity.Key.ToString()!);
        return context.GetCompatibleSilos(target).Contains(silo)
            ? Task.FromResult(silo)
            : throw new SiloUnavailableException($"Silo {silo} is not in the cluster any more.");
    }
}
