namespace Ledger.EndToEnd.Servers;

/// <summary>Where the built program and the files of the repository are, seen from the test binary.</summary>
internal static class Repository
{
    /// <summary>The folder of Ledger.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>The built server. The project reference copies it beside the tests, with its runtime configuration.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, "Ledger.Api.dll");

    /// <summary>The definitions that an installation imports at its start.</summary>
    public static string Definitions => Path.Combine(Root, "workflows-json");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run from inside the repository.");
    }
}
