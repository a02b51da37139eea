using System.Globalization;

namespace SymbolicDiff.Calculus.Ir;

/// <summary>What a function that is made of a method that calls itself does.</summary>
public enum RecursivePart
{
    /// <summary>The method's own work.</summary>
    Primal,

    /// <summary>The same, and records what <see cref="Reverse"/> needs.</summary>
    Forward,

    /// <summary>Undoes the work of <see cref="Forward"/>, which it takes the records of.</summary>
    Reverse,

    /// <summary>Does the work and undoes it, where the adjoint of the value is known beforehand: without records.</summary>
    WithAdjoints,
}

/// <summary>One of the functions that are made of a method that calls itself, as it is called.</summary>
/// <param name="Method">The name of the one of the <see cref="Function.Callees"/>.</param>
/// <param name="Part">What the function does.</param>
/// <param name="Directions">How many tangents of each real it has beside it.</param>
public sealed record RecursiveForm(string Method, RecursivePart Part, int Directions)
{
    /// <summary>Whether the method itself, as it stands in C#, is the function.</summary>
    public bool IsInSource { get; init; }

    /// <summary>The type parameters of the differentiated method with their brackets, which the function has too; or an empty string.</summary>
    public string TypeParameters { get; init; } = "";

    /// <summary>The name of the emitted function.</summary>
    public string Name => Method + (Part, Directions) switch
    {
        (RecursivePart.Primal, 0) => "Value",
        (RecursivePart.Primal, _) => "",
        _ => Part.ToString(),
    } + Directions switch
    {
        0 => "",
        1 => "Tangent",
        _ => "Tangents" + Directions.ToString(CultureInfo.InvariantCulture),
    };
}
