using System.Security.Cryptography;
using System.Text;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace RagQA.Grains.Placement;

/// <summary>
/// Rendezvous hashing (Thaler, Ravishankar 1998): a grain goes to the silo with the highest hash of (grain, silo). Each
/// partition of a collection is hashed by its own number, so the partitions of one collection spread out.
/// </summary>
internal sealed class EvenSpreadDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } hint)
        {
            return Task.FromResult(hint);
        }

        var best = silos.Length == 1 ? silos[0] : silos.MaxBy(silo => Score(target.GrainIdentity.ToString(), silo))!;
        return Task.FromResult(best);
    }

    private static UInt128 Score(string grain, SiloAddress silo)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{grain}@{silo}"), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
