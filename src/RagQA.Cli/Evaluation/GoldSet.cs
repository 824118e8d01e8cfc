using System.Globalization;
using System.Security.Cryptography;
using RagQA.Corpus;

namespace RagQA.Cli.Evaluation;

/// <summary>A SQuAD-format file as documents and questions.</summary>
internal sealed record GoldSet(
    string Name, string Sha256, IReadOnlyList<RetrievalDocument> Documents, IReadOnlyList<GoldQuestion> Questions)
{
    /// <summary>Whose script scores it: 2.0 where there are questions without an answer.</summary>
    public SquadVersion Version { get; } = Questions.Any(q => q.IsImpossible) ? SquadVersion.V2 : SquadVersion.V1;

    public static GoldSet Read(string path)
    {
        var name = Path.GetFileName(path);
        var documents = new List<RetrievalDocument>();
        var questions = new List<GoldQuestion>();
        foreach (var (a, article) in SquadFile.Read(path).Articles.Index())
        {
            foreach (var (p, paragraph) in article.Paragraphs.Index())
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{a:0000}-{p:0000}");
                documents.Add(new RetrievalDocument(id, article.Title.Replace('_', ' '), paragraph.Context));
                questions.AddRange(paragraph.Questions.Select(q => new GoldQuestion
                {
                    Id = q.Id,
                    Question = q.Question,
                    DocumentId = id,
                    Context = paragraph.Context,
                    Answers = [.. q.Answers.Select(x => x.Text)],
                    AnswerRanges = [.. q.Answers.Where(x => x.Start is not null).Select(x => new TextRange(x.Start!.Value, x.Start.Value + x.Text.Length))],
                    IsImpossible = q.IsImpossible,
                    Article = a,
                }));
            }
        }

        if (questions.Count == 0)
        {
            throw new RagQAException(FailureKind.Unsupported, $"{name} has no questions.");
        }

        if (questions.CountBy(q => q.Id).FirstOrDefault(q => q.Value > 1).Key is { } twice)
        {
            throw new RagQAException(FailureKind.Unsupported, $"{name} has the question '{twice}' twice.");
        }

        using var file = File.OpenRead(path);
        return new GoldSet(name, Convert.ToHexStringLower(SHA256.HashData(file)), documents, questions);
    }
}
