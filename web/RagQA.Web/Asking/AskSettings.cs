using System.Globalization;

namespace RagQA.Web.Asking;

/// <summary>What the user chose beside the question.</summary>
public sealed class AskSettings
{
    public const int DefaultTop = 20;
    public const int MaxTop = 100;
    public const int DefaultDeadlineSeconds = 10;
    public const int MaxDeadlineSeconds = 60;
    public const int MinQuestionLength = 3;
    public const int MaxQuestionLength = 512;

    public string Collection { get; set; } = "";

    public string Subject { get; set; } = "";

    public int Top { get; set; } = DefaultTop;

    public RetrievalMode Mode { get; set; }

    public int DeadlineSeconds { get; set; } = DefaultDeadlineSeconds;

    /// <summary>Which documents may answer.</summary>
    public DocumentFilter Filter { get; set; } = DocumentFilter.None;

    /// <summary>What decides which answer comes; two of them differ when asking again makes sense.</summary>
    public (string Collection, string Subject, int Top, RetrievalMode Mode, DocumentFilter Filter) Scope => (Collection, Subject, Top, Mode, Filter);

    public bool IsDefault => Top == DefaultTop && Mode == RetrievalMode.Hybrid && DeadlineSeconds == DefaultDeadlineSeconds;

    public void Reset() => (Top, Mode, DeadlineSeconds) = (DefaultTop, RetrievalMode.Hybrid, DefaultDeadlineSeconds);

    /// <summary>What is wrong with the question or the choices, in words; null when nothing is.</summary>
    public string? Problem(string question, CollectionDescription? collection)
    {
        var length = question.Trim().Length;
        if (collection is null)
        {
            return "Choose a collection.";
        }

        if (length < MinQuestionLength)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Type a question of at least {MinQuestionLength} characters.");
        }

        if (length > MaxQuestionLength)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Shorten the question to {MaxQuestionLength} characters; it has {length}.");
        }

        return collection.Kind == CollectionKind.Patient && Subject.Length == 0
            ? $"Choose a patient: every question to {collection.Name} is about one."
            : null;
    }

    public AskRequest Request(string question, CollectionDescription collection, Principal principal) => new()
    {
        Collection = collection.Name,
        Question = question.Trim(),
        Subject = collection.Kind == CollectionKind.Patient ? Subject : null,
        Top = Math.Clamp(Top, 1, MaxTop),
        Mode = Mode,
        Deadline = TimeSpan.FromSeconds(Math.Clamp(DeadlineSeconds, 1, MaxDeadlineSeconds)),
        Filter = Filter.ToSearchFilter(),
        Principal = principal,
    };
}
