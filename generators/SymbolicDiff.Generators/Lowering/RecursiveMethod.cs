using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>What a method that calls itself is given: a parameter, or a variable around a local function.</summary>
/// <param name="Symbol">The parameter or variable.</param>
/// <param name="Type">Its type, with its parts.</param>
/// <param name="Passing">Whether it may have another value afterwards.</param>
internal sealed record RecursiveArgument(ISymbol Symbol, ValueType Type, Passing Passing)
{
    public bool Equals(RecursiveArgument? other) =>
        other is not null && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol) && Type.Equals(other.Type) && Passing == other.Passing;

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Symbol);
}

/// <summary>
/// A method that calls itself, or a local function that does, as a function of its own. Tuples and structures are taken apart; the parts of a result are
/// written to parameters behind the others, and so are given the variables around a local function.
/// </summary>
/// <param name="Method">The method with its type arguments.</param>
/// <param name="Body">Its body.</param>
/// <param name="Home">For a local function: what it sees around it.</param>
/// <param name="Self">What <c>this</c> is.</param>
/// <param name="Given">The parameters, then the variables around a local function.</param>
/// <param name="Result">The type of its result; null where it has none.</param>
internal sealed record RecursiveMethod(
    IMethodSymbol Method, MethodBody Body, Frame? Home, Expression? Self, EquatableArray<RecursiveArgument> Given, ValueType? Result)
{
    /// <summary>How its calls are differentiated.</summary>
    public Callee Callee { get; init; } = null!;

    /// <summary>Whether the method can be called in C# as its function is, which gives new arrays only.</summary>
    public bool IsInSource => Method.MethodKind == MethodKind.Ordinary && Result is not (AggregateType or StorageType)
        && Given.All(given => given.Type is not AggregateType);

    /// <summary>The name of the function.</summary>
    public string Name => Callee.Recursive!.Method;

    /// <summary>The function's parameters; their names differ.</summary>
    public IEnumerable<CalleeParameter> Parameters()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        IEnumerable<(string Name, ValueType Type, Passing Passing)> parts = Given.SelectMany(given =>
            Leaves(given.Symbol.Name, given.Type).Select(leaf => (leaf.Name, leaf.Type, given.Passing)));
        if (Result is AggregateType shape) parts = parts.Concat(Leaves("", shape).Select(leaf => (leaf.Name, leaf.Type, Passing.Out)));
        return parts.Select(part => new CalleeParameter(Free(part.Name), part.Type, part.Type.CarriesReals, part.Passing));

        string Free(string name)
        {
            string first = name.Length == 0 || !Names.IsWritten(name) ? "value" : char.IsDigit(name[0]) ? "result" + name : name; // elements of tuples without names
            string free = first;
            for (int number = 2; !taken.Add(free); number++) free = first + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return free;
        }
    }

    private static IEnumerable<(string Name, ValueType Type)> Leaves(string name, ValueType type) => type is AggregateType shape
        ? shape.Parts.SelectMany((part, i) => Leaves(FunctionLowering.PartName(name, shape.Names[i]), part))
        : [(name, type)];
}
