using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>
/// A method that calls itself gives new arrays only. Where one may be an array that the method is given, it gives a copy, if nobody can notice: neither that array
/// nor the result is written after a call.
/// </summary>
internal sealed class GivenArrays
{
    private readonly List<Function> functions;

    /// <summary>The methods that may give what they are given, or what such a method gives them.</summary>
    private readonly HashSet<string> giving = new(StringComparer.Ordinal);

    private GivenArrays(Function function)
    {
        functions = [.. function.Callees, function];
        int known;
        do
        {
            known = giving.Count;
            giving.UnionWith(function.Callees.Where(callee => MayGiveWhatItIsGiven(callee, giving)).Select(callee => callee.Name));
        }
        while (giving.Count > known);
    }

    /// <summary>The function, whose <see cref="Function.Callees"/> give new arrays; calls <paramref name="refuse"/> with the name of each that cannot be made so.</summary>
    public static Function Copied(Function function, Action<string> refuse)
    {
        var arrays = new GivenArrays(function);
        return arrays.giving.Count == 0 ? function : function with { Callees = function.Callees.Map(callee => arrays.WithCopy(callee, refuse)) };
    }

    private Function WithCopy(Function callee, Action<string> refuse)
    {
        if (!giving.Contains(callee.Name)) return callee;
        Function copying = CopyingParameters(callee);
        if (functions.All(function => LeavesAlone(function, callee.Name)) && !MayGiveWhatItIsGiven(copying, [])) return copying;
        refuse(callee.Name);
        return callee;
    }

    /// <summary>The function with a copy where it names an array that it is given by another name, or gives it; itself where it writes one of them.</summary>
    private static Function CopyingParameters(Function callee)
    {
        var aliasing = Aliasing.Of(callee);
        if (Returned(callee) is not Variable returned) return callee;
        Variable own = aliasing.ClassOf(returned);
        if (callee.Body.AllStatements().SelectMany(Activity.StorageWrites).Any(root => aliasing.ClassOf(root).Equals(own))) return callee;
        var variables = new VariableSource(callee);
        return callee with { Body = In(callee.Body) };

        Block In(Block block) => new(block.Statements.SelectMany(Copying).ToEquatableArray());

        IEnumerable<Statement> Copying(Statement statement)
        {
            switch (statement)
            {
                case Declare { Value: Variable value } declare when IsGiven(value):
                    return [declare with { Value = CopyOf(value) }];
                case Assign { Value: Variable value } assign when IsGiven(value):
                    return [assign with { Value = CopyOf(value) }];
                case Return { Values: var values } when values[0] is Variable value && IsGiven(value):
                    Variable copy = variables.New(value.Name, value.Type, Role.Source);
                    return [new Declare(copy, CopyOf(value)), new Return(copy)];
                default:
                    return [statement.Map(expression => expression, In)];
            }
        }

        bool IsGiven(Variable variable) => variable.Type is StorageType { Kind: StorageKind.Array, Rank: 1, Element: not StorageType }
            && callee.Parameters.Any(parameter => parameter.Variable.Equals(variable)) && aliasing.ClassOf(variable).Equals(own);

        static CopyOf CopyOf(Variable value) => new(value, (StorageType)value.Type);
    }

    private static Expression? Returned(Function callee) => (callee.Body.Statements.LastOrDefault() as Return)?.Values[0];

    private static bool MayGiveWhatItIsGiven(Function callee, HashSet<string> giving)
    {
        if (Returned(callee) is not { Type: StorageType } value) return false;
        var aliasing = Aliasing.Of(callee);
        if (Aliasing.Root(value) is not { } root || aliasing.MayBeOutside(root)) return true;
        IEnumerable<Variable> handedOn = callee.Body.AllStatements().OfType<Declare>()
            .Where(declare => Activity.CallOf(declare) is { Callee.Recursive: { } form } && giving.Contains(form.Method)).Select(declare => declare.Variable);
        return callee.Parameters.Select(parameter => parameter.Variable).Concat(handedOn)
            .Any(given => given.Type is StorageType && aliasing.ClassOf(given).Equals(aliasing.ClassOf(root)));
    }

    /// <summary>Whether the function, behind a call of the method, writes neither what it has given nor what it was given.</summary>
    private static bool LeavesAlone(Function function, string method)
    {
        var aliasing = Aliasing.Of(function);
        List<(Statement Statement, Statement? Loop)> order = [.. InOrder(function.Body, null)];
        for (int i = 0; i < order.Count; i++)
        {
            var (statement, loop) = order[i];
            if (Activity.CallOf(statement) is not { Callee.Recursive: { } form } call || form.Method != method) continue;
            IEnumerable<Statement> later = order.Where((other, k) => k >= i || loop is not null && ReferenceEquals(other.Loop, loop))
                .Select(other => other.Statement);
            var written = new HashSet<Variable>(later.SelectMany(Activity.StorageWrites).Select(aliasing.ClassOf));
            IEnumerable<Expression> storages = call.Operands.Where(operand => operand.Type is StorageType);
            if (statement is Declare given) storages = storages.Append(given.Variable);
            if (!storages.All(storage => Aliasing.Root(storage) is { } root && !aliasing.MayBeOutside(root) && !written.Contains(aliasing.ClassOf(root)))) return false;
        }

        return true;
    }

    /// <summary>The statements, each with the outermost loop around it.</summary>
    private static IEnumerable<(Statement Statement, Statement? Loop)> InOrder(Block block, Statement? loop)
    {
        foreach (Statement statement in block.Statements)
        {
            yield return (statement, loop);
            foreach (Block inner in statement.Blocks())
                foreach (var nested in InOrder(inner, loop ?? (statement is For or While ? statement : null))) yield return nested;
        }
    }
}
