using System.ComponentModel.DataAnnotations;

namespace RagQA.Grains.Answering;

/// <summary>How answers are kept.</summary>
public sealed class AnswererOptions
{
    /// <summary>How long an answer stays in memory after it was finished or last looked at.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromMinutes(15);
}
