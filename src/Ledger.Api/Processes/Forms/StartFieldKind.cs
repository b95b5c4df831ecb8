namespace Ledger.Api.Processes.Forms;

/// <summary>How a value is asked for.</summary>
public enum StartFieldKind
{
    /// <summary>A line of text; also durations, addresses and ids.</summary>
    Text,

    /// <summary>Text of several lines.</summary>
    Lines,

    /// <summary>A whole number as the person writes it.</summary>
    Whole,

    /// <summary>A number with decimals as the person writes it.</summary>
    Decimal,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A day and a time, in the company's time zone.</summary>
    Moment,

    /// <summary>A time of the day.</summary>
    Time,

    /// <summary>Yes or no.</summary>
    Check,

    /// <summary>One of a few values.</summary>
    Choice,

    /// <summary>Some of a few values.</summary>
    Choices,

    /// <summary>Several values, one a line.</summary>
    List,

    /// <summary>A structure, written as JSON.</summary>
    Json,
}
