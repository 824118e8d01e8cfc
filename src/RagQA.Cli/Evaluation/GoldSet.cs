using System.Globalization;
using System.Security.Cryptography;
using RagQA.Corpus;

namespace RagQA.Cli.Evaluation;

/// <summary>A SQuAD-format file as documents and questions.</summary>
internal sealed record GoldSet(string Name, string Sha256, IReadOnlyList<GoldDocument> Documents, IReadOnlyList<GoldQuestion> Questions)
{
    public static GoldSet Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new RagQAException(FailureKind.NotFound, $"There is no file {path}.");
        }

        var documents = new List<GoldDocument>();
        var questions = new List<GoldQuestion>();
        foreach (var (a, article) in SquadFile.Read(path).Articles.Index())
        {
            foreach (var (p, paragraph) in article.Paragraphs.Index())
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{a:0000}-{p:0000}");
                documents.Add(new GoldDocument(id, article.Title.Replace('_', ' '), paragraph.Context));
                questions.AddRange(paragraph.Questions.Select(q => new GoldQuestion
                {
                    Id = q.Id,
                    Question = q.Question,
                    DocumentId = id,
                    Context = paragraph.Context,
                    Answers = [.. q.Answers.Select(x => x.Text)],
                    IsImpossible = q.IsImpossible,
                    Article = a,
                }));
            }
        }

        using var file = File.OpenRead(path);
        return new GoldSet(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(file)), documents, questions);
    }
}
