using System.Globalization;
using System.Text;
using Ledger.Domain.Folios;

namespace Ledger.Activities.Folios;

/// <summary>
/// A company's folder of folio files to be imported (F1). What is stored leaves the folder: its private key is sealed in the vault from then on and has no
/// business on the disk. What is refused is put aside with its reason beside it.
/// </summary>
internal sealed class FolioInbox(string folder, FolioInboxOptions options)
{
    /// <summary>The most files that are looked at in one run; the others wait for the next.</summary>
    public const int FilesMax = 200;

    private const string Refused = "refused";
    private const string Accepted = "accepted";

    /// <summary>Files that may be imported now, by name: no links, no folders, and none that is still being written.</summary>
    public IReadOnlyList<FileInfo> Waiting()
    {
        // Made here, so that people find where to put files.
        var place = Directory.CreateDirectory(folder);
        var settled = DateTime.UtcNow - options.SettlesAfter;
        return [.. place.EnumerateFiles()
            .Where(f => f.Extension.Equals(".xml", StringComparison.OrdinalIgnoreCase) && f.LinkTarget is null && f.LastWriteTimeUtc <= settled)
            .OrderBy(f => f.Name, StringComparer.Ordinal).Take(FilesMax)];
    }

    /// <summary>Takes away a file whose folios are stored. One that a dying process left behind is found a duplicate the next time and ends here too.</summary>
    public void TakeAway(FileInfo file)
    {
        if (options.KeepsAcceptedFiles)
        {
            _ = TryMove(file, Free(Accepted, file.Name));
        }
        else
        {
            file.Delete();
        }
    }

    /// <summary>Puts a refused file aside, with a text that says why.</summary>
    public void PutAside(FileInfo file, IEnumerable<string> reasons)
    {
        var path = Free(Refused, file.Name);
        // The reason first: whoever finds the file finds it explained.
        File.WriteAllText(path + ".txt", string.Join(Environment.NewLine, reasons) + Environment.NewLine, Encoding.UTF8);
        if (!TryMove(file, path))
        {
            File.Delete(path + ".txt"); // it stands beside the file, where the other run put it
        }
    }

    // Two runs may look at one folder: what the other took away is done.
    private static bool TryMove(FileInfo file, string path)
    {
        try
        {
            file.MoveTo(path);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>True when the folios of a file with this verdict are stored.</summary>
    public static bool IsStored(FolioVerdict verdict) => verdict is FolioVerdict.Accepted or FolioVerdict.AcceptedWithoutKey or FolioVerdict.Duplicate;

    private string Free(string kind, string name)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, kind)).FullName;
        var path = Path.Combine(place, name);
        for (var number = 2; File.Exists(path); number++)
        {
            path = Path.Combine(place, string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(name)} ({number}){Path.GetExtension(name)}"));
        }

        return path;
    }
}
