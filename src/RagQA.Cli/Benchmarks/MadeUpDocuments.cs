using System.Globalization;
using System.Text;

namespace RagQA.Cli.Benchmarks;

/// <summary>Documents of invented sentences, the same for the same seed; a paragraph is about one passage long.</summary>
internal sealed class MadeUpDocuments(int seed)
{
    /// <summary>Paragraphs to a document.</summary>
    public const int Paragraphs = 20;

    private const int SentencesPerParagraph = 6;

    private static readonly string[] Subjects = ["The nurse", "The registrar", "A patient", "The pharmacist", "The ward clerk", "The surgeon", "The porter", "A relative", "The midwife", "The dietician"];
    private static readonly string[] Verbs = ["records", "checks", "repeats", "reviews", "postpones", "measures", "confirms", "questions", "documents", "prepares"];
    private static readonly string[] Objects = ["the potassium level", "the evening dose", "the drain output", "the allergy list", "the infusion rate", "the wound dressing", "the blood culture", "the discharge letter", "the oxygen saturation", "the fluid balance"];
    private static readonly string[] Endings = ["before the next round", "after the second measurement", "unless the creatinine has risen", "when the pulse stays above one hundred", "as the local protocol asks", "within the first hour", "together with a colleague", "on every weekday morning"];

    private readonly Random _random = new(seed);

    /// <summary>Writes a document into a folder.</summary>
    public void Write(string folder, int number)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"Procedure {number}\n"));
        for (var paragraph = 0; paragraph < Paragraphs; paragraph++)
        {
            text.Append('\n');
            for (var sentence = 0; sentence < SentencesPerParagraph; sentence++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Pick(Subjects)} of bay {_random.Next(1000)} {Pick(Verbs)} {Pick(Objects)} {Pick(Endings)} and again after {_random.Next(2, 90)} minutes. ");
            }

            text.Append('\n');
        }

        File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"procedure-{number:000000}.txt")), text.ToString());
    }

    private string Pick(string[] words) => words[_random.Next(words.Length)];
}
