using System.Net;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService.SiloMetadata;
using StackExchange.Redis;

namespace RagQA.Server.Hosting;

/// <summary>Makes a silo a member of a cluster; the settings that every silo has are those of <see cref="Grains.Hosting.RagQASilo"/>.</summary>
internal static class ClusterMembership
{
    public static ISiloBuilder UseCluster(this ISiloBuilder silo, SiloClusterOptions options, int siloPort, int gatewayPort)
    {
        silo.UseRedisClustering(redis =>
        {
            redis.ConfigurationOptions = ConfigurationOptions.Parse(options.Redis);
            redis.ConfigurationOptions.AbortOnConnectFail = false;
        });
        silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (options.ClusterId, "ragqa"));
        silo.Configure<SiloOptions>(o => o.SiloName = options.SiloName);
        silo.ConfigureEndpoints(IPAddress.Parse(options.AdvertisedAddress), siloPort, gatewayPort, listenOnAnyHostAddress: false);
        silo.UseSiloMetadata(options.Labels);
        return silo;
    }
}
