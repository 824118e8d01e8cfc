// A silo of another program in RagQA's cluster, whose own grains ask RagQA. It hosts none of RagQA's grains. Start a cluster with
// ./ragqa cluster up, then:
//   dotnet run --project src/RagQA.Client.SiloExample -- REDIS SILO-PORT COLLECTION "QUESTION" ["QUESTION" …]
// REDIS is RagQA:Cluster:Redis of a silo's configuration file, SILO-PORT a free port.
using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using RagQA.Client;
using RagQA.Client.SiloExample;
using StackExchange.Redis;

if (args is not [var redis, var port, var collection, .. { Length: > 0 } questions])
{
    Console.Error.WriteLine("usage: RagQA.Client.SiloExample REDIS SILO-PORT COLLECTION \"QUESTION\" [\"QUESTION\" …]");
    return 2;
}

var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Error);
builder.UseOrleans(silo =>
{
    silo.UseRedisClustering(o => o.ConfigurationOptions = ConfigurationOptions.Parse(redis));
    silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = ("ragqa", "ragqa"));
    silo.Configure<SiloOptions>(o => o.SiloName = "checklists");
    silo.ConfigureEndpoints(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture), gatewayPort: 0);

    // As RagQA's silos have it (RagQA:Cluster:DistributedDirectory).
#pragma warning disable ORLEANSEXP003
    silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
    silo.Configure<GrainDirectoryOptions>(o => o.RangeLeaseDuration = TimeSpan.FromSeconds(3));
});
builder.Services.AddRagQAClient();
using var host = builder.Build();
await host.StartAsync();

var checklist = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IChecklistGrain>(collection);
foreach (var line in await checklist.Fill(questions))
{
    Console.WriteLine(line);
}

await host.StopAsync();
return 0;
