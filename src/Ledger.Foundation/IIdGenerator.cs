namespace Ledger.Foundation;

/// <summary>Makes the 64-bit keys of all rows.</summary>
/// <remarks>
/// Keys are positive, unique across nodes and grow with time, so that new rows are appended at the end of their index.
/// They do not fit a JavaScript number: JSON carries them as strings.
/// </remarks>
public interface IIdGenerator
{
    /// <summary>A key that no other call on any node returns.</summary>
    long Next();
}
