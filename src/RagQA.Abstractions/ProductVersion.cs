using System.Reflection;

namespace RagQA;

/// <summary>Version of the running program.</summary>
public static class ProductVersion
{
    /// <summary>Version without the commit that a build may append.</summary>
    public static string Current { get; } =
        (typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+')[0];
}
