using Orleans.Metadata;
using Orleans.Runtime;

namespace RagQA.Grains.Placement;

/// <summary>The members of the cluster as this silo sees them; silos of other programs, which only ask, are none.</summary>
internal sealed class ClusterView(IClusterMembershipService membership, IClusterManifestProvider manifests, ILocalSiloDetails local)
{
    private static readonly GrainType _partition = GrainType.Create("ragqa-partition");

    /// <summary>This silo.</summary>
    public SiloMember Local { get; } = new(local.SiloAddress, local.Name);

    /// <summary>Whether this silo takes part: false from the moment in which it stops or learns that it was given up.</summary>
    public bool IsMember => membership.CurrentSnapshot.Members.TryGetValue(local.SiloAddress, out var member) && member.Status == SiloStatus.Active;

    /// <summary>Changes with every change of the members.</summary>
    public long Version => membership.CurrentSnapshot.Version.Value;

    /// <summary>Whether there is or was another silo than this one, as far as the membership table goes back.</summary>
    public bool IsShared => membership.CurrentSnapshot.Members.Count > 1;

    /// <summary>Silos that are up, as far as is known.</summary>
    public SiloMember[] Active
    {
        get
        {
            var grains = manifests.Current.Silos;
            return
            [
                .. membership.CurrentSnapshot.Members.Values

                    // A silo that has just come counts until it has said which grains it hosts.
                    .Where(m => m.Status == SiloStatus.Active && !(grains.TryGetValue(m.SiloAddress, out var hosted) && !hosted.Grains.ContainsKey(_partition)))
                    .Select(m => new SiloMember(m.SiloAddress, m.Name)),
            ];
        }
    }

    /// <summary>The members among some addresses.</summary>
    public SiloMember[] Members(IEnumerable<SiloAddress> silos)
    {
        var known = membership.CurrentSnapshot.Members;
        return [.. silos.Select(s => new SiloMember(s, known.TryGetValue(s, out var member) ? member.Name : s.ToParsableString()))];
    }

    /// <summary>One item for now and one for every change.</summary>
    public IAsyncEnumerable<ClusterMembershipSnapshot> Changes => membership.MembershipUpdates;
}
