using System.Globalization;
using System.Xml.Linq;

namespace RagQA.Corpus;

/// <summary>Counts numbered paragraphs as Word does: "step 2" is what people refer to.</summary>
internal sealed class DocxNumbers
{
    private const int Levels = 9;
    private readonly Dictionary<int, (bool IsBullet, int Start)[]> _formats = [];
    private readonly Dictionary<int, int[]> _counts = [];

    public DocxNumbers(XElement? part)
    {
        Dictionary<int, XElement> shapes = [];
        foreach (XElement shape in part.Children("abstractNum"))
        {
            if (shape.Number("abstractNumId") is int id)
            {
                shapes.TryAdd(id, shape);
            }
        }

        foreach (XElement number in part.Children("num"))
        {
            if (number.Number("numId") is int id && number.Child("abstractNumId").Number() is int shapeId && shapes.TryGetValue(shapeId, out XElement? shape))
            {
                _formats.TryAdd(id, Formats(shape));
            }
        }
    }

    /// <summary>Counts on; null where the numbering is not defined, which is how Word says "no number".</summary>
    public (bool IsBullet, int Value, string Text)? Next(int id, int level)
    {
        if (!_formats.TryGetValue(id, out (bool IsBullet, int Start)[]? formats) || level is < 0 or >= Levels)
        {
            return null;
        }

        if (!_counts.TryGetValue(id, out int[]? counts))
        {
            _counts[id] = counts = [.. formats.Select(format => format.Start - 1)];
        }

        counts[level]++;
        for (int deeper = level + 1; deeper < Levels; deeper++)
        {
            counts[deeper] = formats[deeper].Start - 1;
        }

        // Headings show all their levels: "2.1".
        IEnumerable<string> shown = counts.Take(level + 1).Select((count, i) => Math.Max(count, formats[i].Start).ToString(CultureInfo.InvariantCulture));
        return formats[level].IsBullet ? (true, 0, "") : (false, counts[level], string.Join('.', shown));
    }

    private static (bool IsBullet, int Start)[] Formats(XElement shape)
    {
        (bool IsBullet, int Start)[] formats = [.. Enumerable.Repeat((false, 1), Levels)];
        foreach (XElement level in shape.Children("lvl"))
        {
            if (level.Number("ilvl") is int index and >= 0 and < Levels)
            {
                int start = level.Child("start").Number() ?? 1;
                formats[index] = (level.Child("numFmt").Value() is "bullet" or "none", Math.Clamp(start, 0, 1_000_000));
            }
        }

        return formats;
    }
}
