using System.Globalization;

namespace RagQA.Corpus;

/// <summary>What one list of CSS declarations says about whether its text can be seen.</summary>
internal sealed record HtmlStyle
{
    // Far enough to be outside of any screen.
    private const double OffScreen = -500;
    private static readonly HashSet<string> Whites = new(StringComparer.Ordinal)
    {
        "white", "#fff", "#ffff", "#ffffff", "#ffffffff", "rgb(255,255,255)", "rgba(255,255,255,1)", "hsl(0,0%,100%)", "transparent",
    };

    /// <summary>Whether nothing of the element is shown.</summary>
    public bool Hides { get; private init; }

    /// <summary>Whether its text is white or transparent.</summary>
    public bool IsWhite { get; private init; }

    /// <summary>Whether it has a background that is not white.</summary>
    public bool HasBackground { get; private init; }

    /// <summary>Reads declarations such as "color: red; display: none".</summary>
    public static HtmlStyle Read(string declarations)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (string declaration in declarations.Split(';'))
        {
            int colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                string value = string.Concat(declaration[(colon + 1)..].Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
                values[declaration[..colon].Trim().ToLowerInvariant()] = value.Replace("!important", "", StringComparison.Ordinal);
            }
        }

        return new HtmlStyle
        {
            Hides = IsHiding(values),
            IsWhite = Whites.Contains(values.GetValueOrDefault("color", "")),
            HasBackground = IsColoured(values.GetValueOrDefault("background-color") ?? values.GetValueOrDefault("background")),
        };
    }

    /// <summary>Whether a background of this value is not white.</summary>
    public static bool IsColoured(string? background) =>
        background is { Length: > 0 } && !Whites.Contains(background.ToLowerInvariant()) && background is not ("none" or "inherit" or "initial" or "unset");

    private static bool IsHiding(Dictionary<string, string> values)
    {
        string Value(string name) => values.GetValueOrDefault(name, "");
        bool Is(string name, params string[] anyOf) => anyOf.Contains(Value(name));

        // 1. Said outright.
        if (Is("display", "none") || Is("visibility", "hidden", "collapse") || Length("opacity") is < 0.05 || Length("font-size") is < 2)
        {
            return true;
        }

        // 2. Moved off the screen.
        bool moved = Is("position", "absolute", "fixed", "relative");
        if (Length("text-indent") < OffScreen
            || (moved && (Length("left") < OffScreen || Length("top") < OffScreen || Length("right") < OffScreen || Length("bottom") < OffScreen))
            || Length("margin-left") < OffScreen || Length("margin-top") < OffScreen)
        {
            return true;
        }

        // 3. Cut down to nothing.
        bool cut = Is("overflow", "hidden", "clip") && (Length("height") is < 2 || Length("max-height") is < 2 || Length("width") is < 2 || Length("max-width") is < 2);
        return cut || Value("clip").StartsWith("rect(0", StringComparison.Ordinal) || Value("clip").StartsWith("rect(1px", StringComparison.Ordinal)
            || Is("clip-path", "inset(50%)", "inset(100%)", "circle(0)") || Is("transform", "scale(0)");

        double? Length(string name)
        {
            string value = Value(name);
            string number = value.TrimEnd('p', 'x', 't', 'e', 'm', 'r', '%', 'v', 'w', 'h');
            string unit = value[number.Length..];

            // "2em" is large, "2px" is not: relative units count as sixteen pixels.
            double scale = unit is "em" or "rem" or "vw" or "vh" ? 16 : unit is "%" && name == "font-size" ? 0.16 : 1;
            return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) ? parsed * scale : null;
        }
    }
}
