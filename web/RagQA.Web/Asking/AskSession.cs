using System.Globalization;

namespace RagQA.Web.Asking;

/// <summary>One question on the page: takes the events of its answer and holds what is shown. Knows nothing of the page.</summary>
public sealed class AskSession
{
    private readonly List<RankedPassage> _passages = [];
    private bool _frozen;

    public AskPhase Phase { get; private set; }

    public Guid? Id { get; private set; }

    public AnswerProgress? Progress { get; private set; }

    public Answer? Answer { get; private set; }

    public AskFailure? Failure { get; private set; }

    /// <summary>What a screen reader says: start, found, final.</summary>
    public string Announcement { get; private set; } = "";

    public IReadOnlyList<RankedPassage> Passages => _passages;

    /// <summary>Number of the last passage that was read, from 1; 0 where none was.</summary>
    public int LastRead => _passages.FindLastIndex(p => p.Relevance is not null) + 1;

    public bool IsBusy => Phase is AskPhase.Opening or AskPhase.Running;

    /// <summary>A question was sent; its id is not known yet.</summary>
    public void Begin()
    {
        Clear(null);
        Phase = AskPhase.Running;
        Announcement = "Searching";
    }

    /// <summary>The question was accepted under an id.</summary>
    public void Accept(Guid id) => Id = id;

    /// <summary>An answer is fetched by its id: a stored or a running one.</summary>
    public void Open(Guid id)
    {
        Clear(id);
        Phase = AskPhase.Opening;
    }

    /// <summary>Shows an answer that is finished already.</summary>
    public void Show(Answer answer) => Finish(answer);

    /// <summary>Back to an empty page.</summary>
    public void Reset()
    {
        Clear(null);
        Phase = AskPhase.Idle;
    }

    /// <summary>Keeps the passages where they are, because the user has opened one.</summary>
    public void Freeze() => _frozen = true;

    public void Apply(AnswerEvent answerEvent)
    {
        switch (answerEvent.Kind)
        {
            case AnswerEventKind.Progress when answerEvent.Progress is { } progress:
                Advance(progress);
                break;
            case AnswerEventKind.Passage when answerEvent.Passage is { } passage:
                Add(passage);
                break;
            case AnswerEventKind.Answer when answerEvent.Answer is { } answer:
                Finish(answer);
                break;
            case AnswerEventKind.Error:
                Fail(new AskFailure(FailureKind.Unavailable, answerEvent.Error ?? "The question failed. Ask again."));
                break;
        }
    }

    public void Stop()
    {
        Phase = AskPhase.Stopped;
        Announcement = "Stopped";
    }

    public void Fail(AskFailure failure)
    {
        Phase = failure.Kind == FailureKind.NotFound && Phase == AskPhase.Opening ? AskPhase.Gone : AskPhase.Failed;
        Failure = failure;
        Announcement = failure.Message;
    }

    /// <summary>Number under which a passage is shown, from 1; null where it is not shown.</summary>
    public int? NumberOf(long passageId)
    {
        var index = _passages.FindIndex(p => p.PassageId == passageId);
        return index < 0 ? null : index + 1;
    }

    /// <summary>The passage with an id; null where it is not shown.</summary>
    public RankedPassage? PassageOf(long passageId) => _passages.Find(p => p.PassageId == passageId);

    private void Clear(Guid? id)
    {
        (Id, Progress, Answer, Failure, Announcement, _frozen) = (id, null, null, null, "", false);
        _passages.Clear();
    }

    private void Advance(AnswerProgress progress)
    {
        Phase = AskPhase.Running;
        var before = Progress?.Stage;
        Progress = progress;
        if (progress.Stage == AnswerStage.Searching && before != AnswerStage.Searching && progress.Partitions > 0)
        {
            Announcement = $"Searching {Wording.Count(progress.Partitions, "partition")}";
        }
        else if (progress.Stage == AnswerStage.Reading && before != AnswerStage.Reading)
        {
            Announcement = $"{Wording.Count(Math.Max(progress.PassagesFound, _passages.Count), "passage")} found, reading";
        }
    }

    private void Add(RankedPassage passage)
    {
        Phase = AskPhase.Running;
        var index = _passages.FindIndex(p => p.PassageId == passage.PassageId);
        if (index >= 0)
        {
            _passages[index] = passage;
            return;
        }

        // Order may change until reading begins, and never under the reader's eyes.
        var settled = _frozen || Progress?.Stage == AnswerStage.Reading;
        var place = settled ? -1 : _passages.FindIndex(p => p.Rank > passage.Rank);
        _passages.Insert(place < 0 ? _passages.Count : place, passage);
    }

    private void Finish(Answer answer)
    {
        var read = answer.Passages.ToDictionary(p => p.PassageId);
        var shown = _frozen ? _passages.Where(p => read.ContainsKey(p.PassageId)).Select(p => p.PassageId).ToList() : [];
        shown.AddRange(answer.Passages.Select(p => p.PassageId).Except(shown.ToArray()));
        _passages.Clear();
        _passages.AddRange(shown.Select(id => read[id]));

        (Id, Answer, Phase) = (answer.Id, answer, AskPhase.Finished);
        Announcement = Describe(answer);
    }

    private static string Describe(Answer answer)
    {
        if (answer.Status == AnswerStatus.Refused)
        {
            return answer.Reason ?? "The question was not run.";
        }

        if (answer.Answers is not [var first, ..])
        {
            return answer.Coverage.IsComplete ? "No passage answers this." : "No answer found in what could be searched.";
        }

        var sources = first.Citations.Select(c => c.DocumentId).Distinct(StringComparer.Ordinal).Count();
        var disagreement = answer.Disagreement ? "Sources disagree. " : Wording.Rival(answer) is not null ? "Another answer is nearly as likely. " : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{disagreement}Answer: {Wording.OneLine(first.Text)}. {(disagreement.Length > 0 ? "" : $"Confidence {first.Confidence.Word}. ")}{Wording.Count(sources, "source")}.");
    }
}
