namespace SymbolicDiff.Behavior.Tests.Harness;

/// <summary>What the methods of this project ask the generator for.</summary>
public static class Modes
{
    /// <summary>Reverse and forward mode.</summary>
    public const Derivatives Both = Derivatives.Gradient | Derivatives.Jvp;

    /// <summary>Reverse and forward mode of several results.</summary>
    public const Derivatives Several = Derivatives.Vjp | Derivatives.Jvp;

    /// <summary>Both, and all second derivatives.</summary>
    public const Derivatives Second = Both | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;
}

/// <summary>Arguments at which a method is differentiable; arrays as text: <c>"1 2 3"</c>, <c>"1 2; 3 4"</c>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class PointAttribute(params object?[]? arguments) : Attribute
{
    // One null argument arrives as no array at all.
    public object?[] Arguments { get; } = arguments ?? [null];
}

/// <summary>Arguments at which the method throws; its derivatives throw the same.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ThrowsAttribute(params object?[]? arguments) : Attribute
{
    public object?[] Arguments { get; } = arguments ?? [null];
}

/// <summary>The convention at a point where differences cannot decide: all inputs in order, all components of the gradient in order.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ConventionAttribute(string inputs, string? gradient) : Attribute
{
    public string Inputs { get; } = inputs;

    /// <summary>Null where only the value and the agreement of the modes are laid down.</summary>
    public string? Gradient { get; } = gradient;
}

/// <summary>An entry of the catalogue, whose points and expected values it takes.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EntryAttribute(string id) : Attribute
{
    public string Id { get; } = id;

    /// <summary>The number of rows of a two-dimensional or jagged parameter.</summary>
    public int Rows { get; set; } = 1;

    /// <summary>The values of the parameters that are not differentiated, as text, in order.</summary>
    public string[] Constants { get; set; } = [];

    /// <summary>Why differences cannot check the entry, if so.</summary>
    public string? NotByDifferences { get; set; }
}

/// <summary>The number of entries that the sparse Jacobian has at the first point.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EntriesAttribute(int count) : Attribute
{
    public int Count { get; } = count;
}
