namespace RagQA.Tests;

/// <summary>Where the repository lies, for tests that read files of it.</summary>
internal static class RepositoryRoot
{
    /// <summary>The folder that holds RagQA.sln.</summary>
    public static string Path { get; } = Find();

    /// <summary>A path below the root, given by its parts.</summary>
    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "RagQA.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("No RagQA.sln above the test binaries: run the tests from a build inside the repository.");
    }
}
