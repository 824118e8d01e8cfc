using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace RagQA.Corpus;

/// <summary>Counts numbered paragraphs as Word does: "step 2" is what people refer to.</summary>
internal sealed class DocxNumbers
{
    private const int Levels = 9;
    private readonly Dictionary<int, (NumberFormatValues Format, int Start)[]> _formats = [];
    private readonly Dictionary<int, int[]> _counts = [];

    public DocxNumbers(MainDocumentPart part)
    {
        Numbering? numbering = part.NumberingDefinitionsPart?.Numbering;
        Dictionary<int, AbstractNum> shapes = [];
        foreach (AbstractNum shape in numbering?.Elements<AbstractNum>() ?? [])
        {
            if (shape.AbstractNumberId?.Value is int id)
            {
                shapes.TryAdd(id, shape);
            }
        }

        foreach (NumberingInstance instance in numbering?.Elements<NumberingInstance>() ?? [])
        {
            if (instance.NumberID?.Value is int id && instance.AbstractNumId?.Val?.Value is int shapeId && shapes.TryGetValue(shapeId, out AbstractNum? shape))
            {
                _formats.TryAdd(id, Formats(shape));
            }
        }
    }

    /// <summary>Counts on; null where the numbering is not defined, which is how Word says "no number".</summary>
    public (bool IsBullet, int Value, string Text)? Next(int id, int level)
    {
        if (!_formats.TryGetValue(id, out (NumberFormatValues Format, int Start)[]? formats) || level is < 0 or >= Levels)
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

        if (formats[level].Format == NumberFormatValues.Bullet || formats[level].Format == NumberFormatValues.None)
        {
            return (true, 0, "");
        }

        // Headings show all their levels: "2.1".
        IEnumerable<string> shown = counts.Take(level + 1).Select((count, i) => Math.Max(count, formats[i].Start).ToString(CultureInfo.InvariantCulture));
        return (false, counts[level], string.Join('.', shown));
    }

    private static (NumberFormatValues Format, int Start)[] Formats(AbstractNum shape)
    {
        (NumberFormatValues Format, int Start)[] formats = [.. Enumerable.Repeat((NumberFormatValues.Decimal, 1), Levels)];
        foreach (Level level in shape.Elements<Level>())
        {
            if (level.LevelIndex?.Value is int index and >= 0 and < Levels)
            {
                int start = level.StartNumberingValue?.Val?.Value ?? 1;
                formats[index] = (level.NumberingFormat?.Val?.Value ?? NumberFormatValues.Decimal, Math.Clamp(start, 0, 1_000_000));
            }
        }

        return formats;
    }
}
