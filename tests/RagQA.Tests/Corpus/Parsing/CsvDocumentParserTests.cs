using System.Text;
using CsCheck;
using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class CsvDocumentParserTests
{
    [Theory]
    [InlineData("Drug,Dose\nApixaban,5 mg\nEdoxaban,\n")]
    [InlineData("Drug;Dose\r\nApixaban;5 mg\r\n\r\nEdoxaban;\r\n")]
    [InlineData("\uFEFFDrug\tDose\nApixaban\t\"5\nmg\"\nEdoxaban\t\"\"")]
    public void Parse_Rows_NameTheirHeaders(string content)
    {
        ParsedDocument document = Parsed.Text("a.csv", content);
        Assert.Equal("Drug: Apixaban; Dose: 5 mg\nDrug: Edoxaban", document.Text);
        Assert.Equal("csv/1", document.Parser);
    }

    [Fact]
    public void Parse_QuotedMarks_AreValues() =>
        Assert.Equal("a: x, \"y\"; b: 1", Parsed.Text("a.csv", "a,b\n\"x, \"\"y\"\"\",1\n").Text);

    [Theory]
    [InlineData("a,b\n\"x,1\n2,3\n", "never closed")]
    [InlineData("a,b\nx\"y,1\n", "middle of a field")]
    [InlineData("a,b\n\"x\"y,1\n", "middle of a field")]
    [InlineData("a,b\n", "no row")]
    public void Parse_BrokenTable_SaysWhatAndWhere(string content, string reason) =>
        Assert.Contains(reason, Assert.Throws<RagQAException>(() => Parsed.Text("a.csv", content)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_RowsInLowerCase_AreSentencesOfTheirOwn()
    {
        string text = Parsed.Text("a.csv", "drug,usual dose for adults\napixaban,five milligrams twice daily\nedoxaban,sixty milligrams once daily\n").Text;
        Assert.Equal(2, SentenceSplitter.Sentences(text, new TextRange(0, text.Length)).Length);
    }

    [Fact]
    public void Parse_AnyValues_ComeBackRowByRow() => Gen.String[Gen.Char["ab,;\"\n\r é😀"], 0, 12].Array[1, 4].Array[1, 6].Sample(
        rows =>
        {
            string csv = "h1,h2,h3,h4\n" + string.Concat(rows.Select(row => string.Join(',', row.Select(Quoted)) + "\n"));
            string[] expected =
            [
                .. rows.Select(row => string.Join("; ", row.Select((value, i) => (Value: OneLine(value), i)).Where(cell => cell.Value.Length > 0).Select(cell => $"h{cell.i + 1}: {cell.Value}")))
                    .Where(line => line.Length > 0),
            ];
            if (expected.Length > 0)
            {
                Assert.Equal(expected, Assert.Single(DocumentParsers.Parse("a.csv", Encoding.UTF8.GetBytes(csv)).Documents).Text.Split('\n'));
            }
        },
        iter: 2000);

    private static string Quoted(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string OneLine(string value) =>
        string.Join(' ', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
