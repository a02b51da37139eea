using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus;

/// <summary>A form that writes to the caller's storage as one that makes its own and returns it.</summary>
internal static class OwnStorage
{
    /// <param name="buffers">The form that writes to the caller's storage.</param>
    /// <param name="name">The name of the new form.</param>
    /// <param name="withValue">Whether it returns the value first.</param>
    /// <param name="isReturned">Which of what is written is returned.</param>
    /// <param name="results">What the new form returns.</param>
    /// <param name="cancellation">Asked before each pass.</param>
    public static Function Of(
        Function buffers, string name, bool withValue, Func<Parameter, bool> isReturned, EquatableArray<Result> results, CancellationToken cancellation)
    {
        var own = new Dictionary<Variable, Expression>();
        var head = new List<Statement>();
        List<Parameter> written = [.. buffers.Parameters.Where(parameter => parameter.Role == ParameterRole.Gradient)];
        foreach (Variable array in written.Select(parameter => parameter.About!).Where(about => about.Type is StorageType { Kind: StorageKind.Array }).Distinct())
            head.Add(FormCall.ThrowIfNull(array));
        foreach (Parameter parameter in written)
        {
            var storage = parameter.Variable.Type as StorageType;
            Variable local = parameter.Variable with { Role = Role.Derivative, Type = storage is null ? parameter.Variable.Type : storage with { Kind = StorageKind.Array } };
            own.Add(parameter.Variable, local);
            head.Add(new Declare(local, storage is null ? null : new ZerosLike(parameter.About!, (StorageType)local.Type)));
        }

        var statements = buffers.Body.Statements.Where(statement => !IsGuarded(statement, own)).Select(statement => Owned(statement, own)).ToList();
        var last = (Return)statements[statements.Count - 1];
        var values = written.Where(isReturned).Select(parameter => own[parameter.Variable]);
        statements[statements.Count - 1] = new Return((withValue ? values.Prepend(last.Values[0]) : values).ToEquatableArray());
        var parameters = buffers.Parameters.Where(parameter => parameter.Role != ParameterRole.Gradient).ToEquatableArray();
        return Simplifier.Simplify(new Function(name, parameters, results, new Block(head.Concat(statements).ToEquatableArray())), cancellation);
    }

    private static bool IsGuarded(Statement statement, Dictionary<Variable, Expression> own) =>
        statement is Guard { Kind: GuardKind.Buffer or GuardKind.Distinct } guard && guard.Storages[0] is Variable buffer && own.ContainsKey(buffer);

    private static Statement Owned(Statement statement, Dictionary<Variable, Expression> own)
    {
        Statement mapped = statement.Map(
            expression => expression.Substitute(variable => own.TryGetValue(variable, out Expression? local) ? local : null),
            block => new Block(block.Statements.Select(inner => Owned(inner, own)).ToEquatableArray()));
        return mapped is Assign { Target: Variable target } assign && own.TryGetValue(target, out Expression? place) ? assign with { Target = place } : mapped;
    }
}
