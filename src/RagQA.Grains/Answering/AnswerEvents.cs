using System.Runtime.CompilerServices;
using RagQA.Grains.Retrieval;

namespace RagQA.Grains.Answering;

/// <summary>The events of one answer so far. Written and read on the turns of one grain, so it needs no lock.</summary>
internal sealed class AnswerEvents(TimeProvider time) : IAnswerProgress
{
    private readonly List<AnswerEvent> _events = [];
    private readonly long _started = time.GetTimestamp();
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AnswerProgress _progress = new() { Stage = AnswerStage.Encoding };
    private bool _finished;

    public void Stage(AnswerStage stage) => Report(_progress with { Stage = stage });

    public void PartitionsAnswered(int answered, int partitions, int passagesFound)
        => Report(_progress with { PartitionsAnswered = answered, Partitions = partitions, PassagesFound = passagesFound });

    public void Found(IReadOnlyList<RankedPassage> passages)
    {
        Report(_progress with { PassagesFound = passages.Count });
        foreach (var passage in passages)
        {
            Add(new AnswerEvent { Sequence = _events.Count, Kind = AnswerEventKind.Passage, Passage = passage });
        }
    }

    public void Read(RankedPassage passage, int read)
    {
        Add(new AnswerEvent { Sequence = _events.Count, Kind = AnswerEventKind.Passage, Passage = passage });
        Report(_progress with { PassagesRead = read });
    }

    public void Finish(Answer answer)
    {
        _finished = true;
        Add(new AnswerEvent { Sequence = _events.Count, Kind = AnswerEventKind.Answer, Answer = answer });
    }

    public void Fail(string error)
    {
        _finished = true;
        Add(new AnswerEvent { Sequence = _events.Count, Kind = AnswerEventKind.Error, Error = error });
    }

    public async IAsyncEnumerable<AnswerEvent> ReadFrom(int from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = Math.Max(0, from); ;)
        {
            var more = _more.Task;
            while (next < _events.Count)
            {
                yield return _events[next++];
            }

            if (_finished && next >= _events.Count)
            {
                yield break;
            }

            if (!more.IsCompleted)
            {
                await more.WaitAsync(cancellationToken);
            }
        }
    }

    private void Report(AnswerProgress progress)
    {
        _progress = progress with { ElapsedMs = time.GetElapsedTime(_started).TotalMilliseconds };
        Add(new AnswerEvent { Sequence = _events.Count, Kind = AnswerEventKind.Progress, Progress = _progress });
    }

    private void Add(AnswerEvent next)
    {
        _events.Add(next);
        var waiting = _more;
        _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.SetResult();
    }
}
