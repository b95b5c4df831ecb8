using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Ledger.Workflows.Tests;

/// <summary>The definitions with asserted behaviour that lie in shared/data/elsa beside the repository, when they are there.</summary>
internal static class ElsaData
{
    public static string? Folder { get; } = Find();

    public static JsonObject? Load(string file, ITestOutputHelper output)
    {
        if (Folder is null)
        {
            output.WriteLine("SKIPPED: there is no shared/data/elsa beside the repository.");
            return null;
        }

        return JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!.AsObject();
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            foreach (var shared in new[] { Path.Combine(folder.FullName, "shared"), Path.Combine(folder.FullName, "..", "shared") })
            {
                var data = Path.Combine(shared, "data", "elsa");
                if (Directory.Exists(data))
                {
                    return data;
                }
            }
        }

        return null;
    }
}
