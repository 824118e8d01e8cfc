namespace RagQA.Client.SiloExample;

/// <summary>A checklist over one collection, whose name is the key.</summary>
public interface IChecklistGrain : IGrainWithStringKey
{
    /// <summary>A line with the quoted answer for each question.</summary>
    Task<string[]> Fill(string[] questions);
}
