using System.Globalization;

namespace RagQA.Cli.Commands;

/// <summary>Durations as people type them: 500ms, 2s, 1.5m.</summary>
internal static class Durations
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        (string Unit, double Milliseconds)[] units = [("ms", 1), ("s", 1000), ("m", 60_000)];
        foreach (var (unit, milliseconds) in units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number * milliseconds < int.MaxValue)
            {
                duration = TimeSpan.FromMilliseconds(number * milliseconds);
                return true;
            }
        }

        duration = default;
        return false;
    }
}
