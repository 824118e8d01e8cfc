using System.Net;
using Microsoft.Extensions.FileProviders;
using RagQA.Client;
using RagQA.Corpus;
using RagQA.Grains.Answering;
using RagQA.Grains.Cluster;
using RagQA.Grains.Hosting;
using RagQA.Inference;
using RagQA.Server.Api;
using RagQA.Server.Dashboard;
using RagQA.Server.Faults;
using RagQA.Server.History;
using RagQA.Server.Hosting;
using RagQA.Server.Options;
using RagQA.Server.Telemetry;
using RagQA.Storage;
using RagQA.Web;
using RagQA.Web.History;

namespace RagQA.Server;

/// <summary>Builds the RagQA process: silo, HTTP API and web page in one, or the silo alone.</summary>
public static class RagQAHost
{
    /// <summary>Silo, API and page. Start it, then <see cref="WebApplication.Urls"/> has the address.</summary>
    /// <exception cref="RagQAException">The options are wrong, or another process uses the data directory.</exception>
    public static async Task<WebApplication> CreateServerAsync(ServerOptions options, CancellationToken cancellationToken = default)
    {
        var address = LoopbackAddress(options.Host);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
        });
        await AddSiloAsync(builder, options, cancellationToken);
        builder.WebHost.UseStaticWebAssets();

        // The files of a running server do not change; looking for changes would also cost their compression.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address, options.Port);
            kestrel.Limits.MaxRequestBodySize = options.MaxUploadBytes;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddRagQAApi();
        builder.Services.AddRagQATelemetry(options);
        builder.Services.AddSingleton<HistoryKeeper>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<HistoryKeeper>());
        builder.Services.AddSingleton<IAnswerHistory, AnswerHistory>();
        if (options.TestFaults)
        {
            builder.Services.AddSingleton<TestFaults>();
            builder.Services.AddSingleton<IIncomingGrainCallFilter>(services => services.GetRequiredService<TestFaults>());
        }

        var hasWeb = options.Roles.Contains(ServerOptionsRules.Web);
        builder.Services.AddRagQAWeb();
        builder.Services.AddOptions<RagQAWebOptions>().Configure<InferenceModels, ConfidenceScale>((web, models, scale) =>
        {
            web.OrleansDashboard = options.Cluster is { Dashboard: true } ? OrleansDashboard.Path : null;
            web.Models.Add(new ModelSummary("encoder", models.EncoderManifest.Name, models.EncoderManifest.Sha256, models.EncoderManifest.Licence));
            web.Models.Add(new ModelSummary("reader", models.ReaderManifest.Name, models.ReaderManifest.Sha256, models.ReaderManifest.Licence));
            web.Validation = scale.Calibration is { } fitted
                ? new CalibrationSummary(fitted.DataSet, fitted.DataSha256, fitted.FittedAt, fitted.Threshold, fitted.HeldOut)
                : null;
        });
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Services.AddSingleton<ReadinessCheck>();
        builder.Services.AddHealthChecks().AddCheck<ReadinessCheck>("ready", tags: ["ready"]);

        // A page of another site must not reach this server under a name of its own (DNS rebinding).
        builder.Services.Configure<Microsoft.AspNetCore.HostFiltering.HostFilteringOptions>(
            o => o.AllowedHosts = ["localhost", "127.0.0.1", "[::1]", options.Host]);
        var app = builder.Build();
        Own(app.Services);
        app.UseLeavingSilo();
        app.UseHostFiltering();
        app.UseRagQATelemetry(options);
        app.UseRagQAApi();
        if (hasWeb)
        {
            app.UseRagQAWeb();
        }

        if (options.Roles.Contains(ServerOptionsRules.Api))
        {
            app.MapRagQAApi();
        }

        app.MapRagQAHealth();
        app.MapRagQAMetrics();
        if (options.TestFaults)
        {
            TestFaultsApi.Map(app);
        }

        if (hasWeb)
        {
            if (options.Cluster is { Dashboard: true })
            {
                OrleansDashboard.Map(app);
            }

            app.MapRagQAWeb();
        }

        return app;
    }

    /// <summary>The silo alone, for a command that finds no running server.</summary>
    public static async Task<IHost> CreateSiloAsync(ServerOptions options, CancellationToken cancellationToken = default)
    {
        var builder = Host.CreateApplicationBuilder();
        await AddSiloAsync(builder, options, cancellationToken);
        var host = builder.Build();
        Own(host.Services);
        return host;
    }

    // Services close what was asked for, and nothing else: files that stay open keep their log, and the data directory its lock.
    private static void Own(IServiceProvider services) => _ = services.GetRequiredService<RagQAStores>();

    private static async Task AddSiloAsync(IHostApplicationBuilder builder, ServerOptions options, CancellationToken cancellationToken)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(options.Verbose ? LogLevel.Information : LogLevel.Warning);

        // Orleans' watchdog measures from machine start on the first round, and placement retries log as failures.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.Logging.AddFilter("Orleans.Runtime.Scheduler", options.Verbose ? LogLevel.Warning : LogLevel.Error);
        builder.Logging.AddFilter("Polly", LogLevel.Critical);
        builder.Services.AddSingleton(options);
        builder.Services.AddHostedService<ServerAnnouncement>();
        builder.Services.AddRagQAGrains(await RagQAStores.OpenAsync(options.DataDirectory, options.Postgres, cancellationToken), options.ModelsDirectory);
        builder.Services.AddRagQAClient();

        // For example RagQA__Parsing__MaxFileBytes in the environment.
        builder.Services.Configure<ParsingLimits>(builder.Configuration.GetSection("RagQA:Parsing"));
        builder.Services.Configure<ReplicationOptions>(builder.Configuration.GetSection("RagQA"));
        builder.Services.Configure<SiloLabelOptions>(builder.Configuration.GetSection("RagQA:Silo"));
        builder.Services.Configure<AdmissionOptions>(builder.Configuration.GetSection("RagQA:Admission"));
        builder.Services.Configure<ClientLimitOptions>(builder.Configuration.GetSection("RagQA:Limits"));
        var ports = FreePorts.Take(2);
        if (options.Cluster is { } cluster)
        {
            builder.Services.Configure<ReplicationOptions>(o => o.DrainNotice = cluster.DrainNotice);
            ports = [cluster.SiloPort is 0 ? ports[0] : cluster.SiloPort, cluster.GatewayPort is 0 ? ports[1] : cluster.GatewayPort];
        }

        builder.UseOrleans(silo =>
        {
            if (options.Cluster is null)
            {
                silo.UseLocalhostClustering(ports[0], ports[1], primarySiloEndpoint: null, serviceId: "ragqa", clusterId: "ragqa");
            }
            else
            {
                silo.UseCluster(options.Cluster, ports[0], ports[1]);
            }

            if (options.Cluster is { Dashboard: true })
            {
                OrleansDashboard.Add(silo);
            }

            silo.ConfigureRagQASilo(options.Cluster?.DistributedDirectory ?? true);
        });
        builder.Services.AddSingleton(new GatewayPort(ports[1]));
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }

    private static IPAddress LoopbackAddress(string host)
        => ServerOptionsRules.TryLoopback(host, out var address)
            ? address
            : throw new RagQAException(
                FailureKind.Forbidden,
                $"RagQA listens on loopback addresses only until authentication is configured; '{host}' is not one. Use 127.0.0.1, or put an authenticating reverse proxy in front.");
}
