using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RagQA.Grains.Placement;

/// <summary>
/// Where the replicas of every partition of a generation belong: rendezvous hashing (Thaler, Ravishankar 1998) with a cap, so that
/// every silo computes the same table without shared state. Partition by partition, its replicas go to the silos with the highest hash of
/// (partition, silo) among those that have not got their share yet, as far as that leaves room enough for the partitions after it. A share is
/// partitions · replicas / silos, rounded up on the silos with the highest hash of (generation, silo) and down on the others, so that all are handed out.
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

        var distinct = Math.Min(replicas, silos.Count);
        var (share, more) = int.DivRem(partitions * distinct, silos.Count);
        var room = Enumerable.Repeat(share, silos.Count).ToArray();
        foreach (var silo in Enumerable.Range(0, silos.Count).OrderByDescending(s => Score($"{generation}@{silos[s]}")).Take(more))
        {
            room[silo]++;
        }

        var table = new int[partitions * replicas];
        for (var p = 0; p < partitions; p++)
        {
            var left = partitions - p - 1;
            var chosen = Enumerable.Range(0, silos.Count).Where(s => room[s] > 0).OrderByDescending(s => scores[p, s]).Take(distinct).ToList();

            // A silo can take one replica of each partition that is left: room beyond that would be lost, and others be filled above the cap.
            while (chosen.Count < distinct || room.Select((r, s) => Math.Min(chosen.Contains(s) ? r - 1 : r, left)).Sum() < distinct * left)
            {
                if (chosen.Count == distinct)
                {
                    chosen.Remove(chosen.OrderBy(s => room[s]).ThenBy(s => scores[p, s]).First());
                }

                chosen.Add(Enumerable.Range(0, silos.Count).Except(chosen).OrderByDescending(s => room[s]).ThenByDescending(s => scores[p, s]).First());
            }

            foreach (var (silo, r) in chosen.Select((s, r) => (s, r)))
            {
                room[silo]--;
                table[(p * replicas) + r] = silo;
            }

            for (var r = distinct; r < replicas; r++)
            {
                table[(p * replicas) + r] = chosen[r % distinct];
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
