using System.Globalization;

namespace RagQA.Cli.Capacity;

/// <summary>Bytes and times in words, and back.</summary>
internal static class Quantity
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    public static string Bytes(double bytes)
    {
        var unit = 0;
        for (; bytes >= 1024 && unit < Units.Length - 1; unit++)
        {
            bytes /= 1024;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes:0.##} {Units[unit]}");
    }

    /// <summary>Reads "64GiB", "512 MiB" or bytes without a unit.</summary>
    public static bool TryParseBytes(string text, out double bytes)
    {
        text = text.Trim();
        var unit = Array.FindLastIndex(Units, u => text.EndsWith(u, StringComparison.OrdinalIgnoreCase));
        var number = unit < 0 ? text : text[..^Units[unit].Length];
        var isNumber = TryParse(number, out var count);
        bytes = count * Math.Pow(1024, Math.Max(0, unit));
        return isNumber && double.IsFinite(bytes);
    }

    public static bool TryParse(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    public static string Seconds(double seconds) => seconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0.##} ms"),
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.##} s"),
        < 2 * 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} minutes"),
        < 48 * 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} hours"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86400:#,0.#} days"),
    };
}
