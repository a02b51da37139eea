using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>A result of a function: a part of what it returns, or a parameter that it writes.</summary>
/// <param name="Key">What stands for it among the seeds: <see cref="ReverseMode.ResultAt"/> or the parameter.</param>
/// <param name="Value">The returned atom, or the parameter.</param>
/// <param name="Index">The position among what is returned; -1 for a parameter.</param>
/// <param name="Brings">Whether the function reads what the parameter holds at the call, so that this has an adjoint, too.</param>
internal sealed record Output(Variable Key, Expression Value, int Index, bool Brings)
{
    public bool IsReturned => Index >= 0;

    public ValueType Type => Value.Type;
}

/// <summary>What the derivatives of a function are the derivatives of.</summary>
internal static class Outputs
{
    /// <summary>The real results: what is returned, or, of a function that returns nothing, what it writes, in the order of its parameters.</summary>
    public static IReadOnlyList<Output> Of(Function function)
    {
        if (function.Results.Count == 0) return [.. Activity.WrittenParameters(function).Select(variable => Written(function, variable))];
        var values = ((Return)function.Body.Statements[function.Body.Statements.Count - 1]).Values;
        return [.. values.Select((value, i) => new Output(ReverseMode.ResultAt(i), value, i, Brings: false)).Where((_, i) => function.Results[i].Type.CarriesReals)];
    }

    /// <summary>Whether the function reads what the parameter holds at the call: it has the value of an argument, or its storage is not only written.</summary>
    public static bool BringsValue(Function function, Variable parameter)
    {
        if (parameter.Type is not StorageType) return function.Parameters.Single(candidate => candidate.Variable.Equals(parameter)).Passing != Passing.Out;
        var aliasing = Aliasing.Of(function);
        Variable own = aliasing.ClassOf(parameter);
        return function.Body.AllStatements().SelectMany(ContentReads).Any(root => aliasing.ClassOf(root).Equals(own));
    }

    private static Output Written(Function function, Variable variable) => new(variable, variable, -1, BringsValue(function, variable));

    /// <summary>The roots of the storage whose content a statement reads, or may read in code that takes no part in the differentiation.</summary>
    private static IEnumerable<Variable> ContentReads(Statement statement)
    {
        IEnumerable<Expression> read = statement switch
        {
            Assign { Target: Element target, Kind: not AssignmentKind.Set } => [target],
            Copy copy => [new CopyOf(copy.Source, new StorageType(StorageKind.Array, ((StorageType)copy.Source.Type).Element))],
            _ => [],
        };
        return statement.Reads().Concat(read).SelectMany(expression => expression.DescendantsAndSelf()).SelectMany(part => part switch
        {
            Element { Type.IsReal: true } => [part],
            CopyOf copy => [copy.Storage],
            External external => external.Operands.Where(operand => operand.Type is StorageType),
            _ => (IEnumerable<Expression>)[],
        }).Select(Aliasing.Root).OfType<Variable>();
    }
}
