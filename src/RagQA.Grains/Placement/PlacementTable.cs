using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RagQA.Grains.Placement;

/// <summary>
/// Where the replicas of every partition of a generation belong: rendezvous hashing (Thaler, Ravishankar 1998) with a cap, so that
/// every silo computes the same table without shared state. Replica by replica and partition by partition, each goes to the silo
/// with the highest hash of (partition, silo) among those that hold no other replica of it and are below ⌈partitions · replicas / silos⌉.
/// </summary>
internal sealed class PlacementTable
{
    private readonly int[] _silos;
    private readonly int _replicas;

    private PlacementTable(int[] silos, int replicas) => (_silos, _replicas) = (silos, replicas);

    /// <summary>Computes the table.</summary>
    /// <param name="generation">Tells collections and generations apart, so that not all of them begin on the same silo.</param>
    /// <param name="partitions">Number of partitions.</param>
    /// <param name="replicas">Replicas of each; where there are fewer silos, some silo has several.</param>
    /// <param name="silos">Names of the silos, all different, at least one; their order does not matter.</param>
    public static PlacementTable Compute(string generation, int partitions, int replicas, IReadOnlyList<string> silos)
    {
        var scores = new UInt128[partitions, silos.Count];
        for (var p = 0; p < partitions; p++)
        {
            for (var s = 0; s < silos.Count; s++)
            {
                scores[p, s] = Score($"{generation}/{p}@{silos[s]}");
            }
        }

        var cap = (partitions * replicas + silos.Count - 1) / silos.Count;
        var held = new int[silos.Count];
        var table = new int[partitions * replicas];
        for (var r = 0; r < replicas; r++)
        {
            for (var p = 0; p < partitions; p++)
            {
                var others = table.AsSpan(p * replicas, r).ToArray();
                var best = Enumerable.Range(0, silos.Count)
                    .OrderBy(s => others.Count(o => o == s))
                    .ThenBy(s => held[s] < cap ? 0 : held[s])
                    .ThenByDescending(s => scores[p, s])
                    .First();
                table[(p * replicas) + r] = best;
                held[best]++;
            }
        }

        return new PlacementTable(table, replicas);
    }

    /// <summary>Index of a replica's silo in the list that the table was computed for.</summary>
    public int SiloOf(int partition, int replica) => _silos[(partition * _replicas) + replica];

    private static UInt128 Score(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
