using System.Text.RegularExpressions;

namespace RagQA.Web.Asking;

/// <summary>
/// Notices what looks as if it named a patient, before a question goes to reference documents. Patterns, not understanding:
/// a help against slips, with false alarms and misses.
/// </summary>
internal static partial class PatientDataGuard
{
    /// <summary>What the text seems to hold, in words; null when nothing was noticed.</summary>
    public static string? Notice(string text) =>
        Email().IsMatch(text) ? "an e-mail address"
        : BirthDate().IsMatch(text) ? "a date of birth"
        : RecordNumber().IsMatch(text) ? "a record or phone number"
        : TitledName().IsMatch(text) ? "a person's name"
        : null;

    [GeneratedRegex(@"[\w.+-]+@[\w-]+\.\w{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    // "born 1.2.1960", "DOB 1951", or any full date of the last century.
    [GeneratedRegex(@"\b(born|dob|d\.o\.b\.?|date of birth)\b[^\d]{0,12}(\d{1,2}[./ -]\w{1,9}[./ -]\d{2,4}|(19|20)\d{2})|\b\d{1,2}[./-]\d{1,2}[./-]19\d{2}\b|\b19\d{2}-\d{2}-\d{2}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BirthDate();

    // Seven digits in a row, or three groups of them, unless a unit follows: doses and counts are no numbers of people.
    [GeneratedRegex(@"\b(mrn|nhs|hospital number|record number)\b.{0,8}\d{3}|(?<![\d.,-])(?!\d{4}-\d{2}-\d{2}\b)\+?(\d{7,}|\d{2,5}([ -]\d{2,5}){2,4})(?![\d.,]*\s*(mg|ml|µg|mcg|units|iu|mmol|copies|cells))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RecordNumber();

    [GeneratedRegex(@"\b(Mr|Mrs|Ms|Miss|Mx)\.?\s+\p{Lu}\p{Ll}+", RegexOptions.CultureInvariant)]
    private static partial Regex TitledName();
}
