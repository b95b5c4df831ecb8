using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.EndToEnd.Books;

namespace Ledger.EndToEnd.Crash;

/// <summary>Imports register after register; an import that was interrupted is asked for again and goes on where it was.</summary>
internal sealed class ImportDriver(Office office, Killer killer)
{
    public const int RowsPerFile = 1_500;
    private const int FilesMin = 2;
    private const int FilesMax = 12;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>How many files were imported.</summary>
    public int Files { get; private set; }

    public async Task RunAsync()
    {
        while (Files < FilesMin || (killer.IsAtWork && Files < FilesMax))
        {
            var (name, content) = Register.File(Files, RowsPerFile);
            killer.Hint("import");
            using var answer = await office.Operator.TrySendAsync(
                HttpMethod.Post, "/api/imports/purchases",
                () => new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } },
                string.Create(CultureInfo.InvariantCulture, $"import-{Files}"));
            var text = await answer.Content.ReadAsStringAsync();
            answer.IsSuccessStatusCode.Should().BeTrue(text);
            JsonNode.Parse(text)!["state"]!.GetValue<string>().Should().Be("Completed");
            Files++;
            await Task.Delay(Rest);
        }
    }
}
