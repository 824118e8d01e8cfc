using System.ComponentModel.DataAnnotations;

namespace RagQA.Server;

/// <summary>How a silo finds the others and they find it.</summary>
public sealed class SiloClusterOptions
{
    /// <summary>StackExchange.Redis connection string of the membership table; the server keeps an append-only file and evicts nothing. Holds a password: never logged.</summary>
    [Required]
    public string Redis { get; set; } = "";

    /// <summary>Silos of one id are one cluster.</summary>
    [Required, RegularExpression("[a-z0-9][a-z0-9-]{0,62}", ErrorMessage = "has small letters, digits and '-'")]
    public string ClusterId { get; set; } = "ragqa";

    /// <summary>Name of this silo, the same after every start.</summary>
    [Required]
    public string SiloName { get; set; } = Environment.MachineName;

    /// <summary>IP address of this machine in the network of the silos; silo and gateway listen on it, and on no other. That network is trusted.</summary>
    [Required]
    public string AdvertisedAddress { get; set; } = "";

    /// <summary>Port that the other silos call; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>Port that Orleans clients call; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int GatewayPort { get; set; } = 30000;

    /// <summary>What placement may ask of a silo, such as <c>gpu</c> = <c>true</c>.</summary>
    public Dictionary<string, string> Labels { get; set; } = [];

    /// <summary>
    /// For so long a silo of several that is asked to stop says at <c>/health/ready</c> that it is not ready, and answers all the same, so
    /// that a load balancer sends its questions elsewhere before the door closes. Longer than the interval at which that one asks.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:15")]
    public TimeSpan DrainNotice { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether the place of every grain is kept by ranges that silos hand over. False is Orleans' older directory, which
    /// forgets grains on healthy silos when another one crashes. The same on every silo.
    /// </summary>
    public bool DistributedDirectory { get; set; } = true;

    /// <summary>Whether operators see Orleans' dashboard of grains and their calls at <c>/admin/orleans</c>. It measures every call; the same on every silo.</summary>
    public bool Dashboard { get; set; }
}
