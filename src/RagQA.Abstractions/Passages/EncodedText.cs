namespace RagQA;

/// <summary>The string that is encoded (and searched lexically) for a passage: <c>Title. Section. text</c>. Offsets never refer to it.</summary>
public static class EncodedText
{
    /// <summary>Puts title and section in front of a passage's text; empty parts are left out.</summary>
    public static string Compose(string title, string section, string text)
    {
        if (title.Length == 0)
        {
            return section.Length == 0 ? text : $"{section}. {text}";
        }

        return section.Length == 0 || section == title ? $"{title}. {text}" : $"{title}. {section}. {text}";
    }
}
