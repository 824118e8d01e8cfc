namespace RagQA.Web;

/// <summary>A model as the About page names it.</summary>
/// <param name="Role">What it does, such as "encoder" or "reader".</param>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Hash of its file.</param>
/// <param name="Licence">Its licence, null where unknown.</param>
public sealed record ModelSummary(string Role, string Name, string Sha256, string? Licence);
