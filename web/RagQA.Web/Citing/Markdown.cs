using System.Text;
using RagQA.Web.Asking;

namespace RagQA.Web.Citing;

/// <summary>An answer as Markdown: question, each answer in its sentence, how much was searched, references.</summary>
internal static class Markdown
{
    public static string Of(Answer answer, string footer)
    {
        var text = new StringBuilder();
        Line($"# {Escaped(answer.Question)}");
        Line(answer.Subject is { } subject ? $"Patient {Escaped(subject)}" : null);
        Line(answer.Coverage.IsComplete ? null : $"**{Escaped(answer.Reason ?? "Not everything could be searched.")}**");
        Line(answer.Disagreement ? "**Sources disagree.** Compare the quotes, their sources and their dates." : null);
        Line(answer.Answers.Length > 0 ? null : answer.Coverage.IsComplete ? "No passage answers this." : "Not found in what could be searched.");
        foreach (var span in answer.Answers)
        {
            var citation = span.Citations[0];
            var parts = SentenceParts.Of(citation);
            Line($"> {Escaped(parts.Before)}**“{Escaped(parts.Span)}”**{Escaped(parts.After)}");
            Line(Escaped(Vancouver.Reference(citation)));
        }

        Line($"{answer.Coverage.Answered} of {Wording.Count(answer.Coverage.Partitions, "partition")} of {Escaped(answer.Collection)} searched, revision {Wording.Number(answer.Revision)}. Answered {Wording.DateAndTime(answer.AnsweredAt)}. Answer {answer.Id}.");
        Line(Escaped(footer));
        return text.ToString();

        void Line(string? line)
        {
            if (line is not null)
            {
                text.Append(line).Append("\n\n");
            }
        }
    }

    // A document's text stays text: no heading, list, link or HTML of its own.
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in ShownText.Of(text).ReplaceLineEndings(" "))
        {
            if (@"\`*_{}[]<>#|!~&".Contains(character, StringComparison.Ordinal))
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }
}
