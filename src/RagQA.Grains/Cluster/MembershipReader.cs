using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace RagQA.Grains.Cluster;

/// <summary>Reads the table of the cluster's members. While it cannot be read, questions go on, and nobody joins or is given up.</summary>
internal sealed class MembershipReader(IGrainFactory grains, ILogger<MembershipReader> logger)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private volatile bool _isReadable = true;

    /// <summary>Whether it could be read the last time.</summary>
    public bool IsReadable => _isReadable;

    /// <summary>Everyone in the table; null when it does not answer.</summary>
    public async Task<MembershipEntry[]?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var hosts = await grains.GetGrain<IManagementGrain>(0).GetDetailedHosts(onlyActive: false, cancellationToken).WaitAsync(Timeout, cancellationToken);
            _isReadable = true;
            return hosts;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (_isReadable)
            {
                logger.LogWarning("The membership table was not read: {Reason}", e.Message);
            }

            _isReadable = false;
            return null;
        }
    }
}
