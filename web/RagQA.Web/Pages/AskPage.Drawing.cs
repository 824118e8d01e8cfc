using Microsoft.Extensions.Logging;
using RagQA.Web.Asking;

namespace RagQA.Web.Pages;

/// <summary>Failures in words, and the clock that draws a running answer.</summary>
public sealed partial class AskPage
{
    private const int IncidentLength = 8;

    // Often enough to look alive, seldom enough for a browser with forty passages.
    private static readonly TimeSpan _drawInterval = TimeSpan.FromMilliseconds(100);
    private int _ticking;

    private void Fail(Exception exception)
    {
        var failure = FailureOf(exception);
        _session.Fail(failure);
        _problem = failure.IsAboutQuestion ? failure.Message : null;
    }

    /// <summary>Puts an exception into words; what the user cannot mend is logged under a number that the page shows.</summary>
    private AskFailure FailureOf(Exception exception)
    {
        if (exception is RagQAException { Kind: not FailureKind.Unavailable } known)
        {
            return new AskFailure(known.Kind, known.Message);
        }

        var incident = Guid.NewGuid().ToString("N")[..IncidentLength];
        Log.LogError(exception, "Incident {Incident} on the ask page", incident);
        var message = exception switch
        {
            RagQAException => exception.Message,
            OperationCanceledException => "The cluster did not answer in time; try again in a moment.",
            _ => "The server could not carry out the request.",
        };
        return new AskFailure(FailureKind.Unavailable, message, incident);
    }

    /// <summary>Leaves the answer that is followed now.</summary>
    private void Unfollow()
    {
        _following.Cancel();
        _following.Dispose();
        _following = new CancellationTokenSource();
        _problem = null;
        _ticking = 0;
    }

    private async Task Tick(CancellationToken cancellationToken)
    {
        if (_ticking++ > 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(_drawInterval, Time);
        try
        {
            while (_session.IsBusy && await timer.WaitForNextTickAsync(cancellationToken))
            {
                StateHasChanged();
            }
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == cancellationToken)
        {
            // The page went on to another answer or was left: nothing to draw.
            return;
        }
    }
}
