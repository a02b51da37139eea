using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>
/// Groups the storage variables of a function into classes: two variables of different classes never name the same memory, provided that the
/// parameters do not (see <see cref="GuardKind.Distinct"/>). All memory that only code outside of the function knows is one class; what holds no reals
/// has no derivative to tell apart, so that there the parameters belong to it too.
/// </summary>
public sealed class Aliasing
{
    /// <summary>Stands for memory with reals that code outside of the function made or was given.</summary>
    internal static readonly Variable Outside = new("outside", -1, new StorageType(StorageKind.Array, ValueType.Double), Role.Source);

    /// <summary>Stands for such memory without reals.</summary>
    internal static readonly Variable OutsideConstants = new("outside", -2, new StorageType(StorageKind.Array, ValueType.Int32), Role.Source);

    private readonly Dictionary<Variable, Variable> parents = [];
    private readonly HashSet<Variable> askedForNull = [];

    private const string NullTest = " is null)";

    private Aliasing()
    {
    }

    public static Aliasing Of(Function function)
    {
        var aliasing = new Aliasing();
        foreach (Parameter parameter in function.Parameters)
            if (parameter.Variable.Type is StorageType { CarriesReals: false }) aliasing.Unite(parameter.Variable, OutsideConstants);
        foreach (Statement statement in function.Body.AllStatements())
        {
            aliasing.UniteHandedOut(statement);
            aliasing.askedForNull.UnionWith(AskedForNull(statement));
            switch (statement)
            {
                case Declare { Value: { } value } declare when declare.Variable.Type is StorageType:
                    aliasing.Unite(declare.Variable, value);
                    break;
                case Assign { Target.Type: StorageType } assign when Root(assign.Target) is { } target:
                    aliasing.Unite(target, assign.Value);
                    break;
                case Copy { Source.Type: StorageType { Element: StorageType } } copy when Root(copy.Target) is { } target:
                    aliasing.Unite(target, copy.Source);
                    break;
                case Pop { Target.Type: StorageType } pop:
                    aliasing.Unite(pop.Target, pop.Stack);
                    break;
                case Push { Value.Type: StorageType } push:
                    aliasing.Unite(push.Stack, push.Value);
                    break;
            }
        }

        return aliasing;
    }

    /// <summary>Whether the function reckons with a variable of the class that names no storage.</summary>
    internal bool MayBeNull(Variable storage) =>
        storage.Type is StorageType { Kind: StorageKind.Array } && askedForNull.Any(asked => ClassOf(asked).Equals(ClassOf(storage)));

    /// <summary>No storage, in the place of storage.</summary>
    internal static External Nothing(ValueType type) => new("null", type);

    /// <summary>Whether the variable names no storage.</summary>
    internal static External IsNull(Variable storage) =>
        new(EquatableArray.Of("(", NullTest), EquatableArray.Of<Expression>(storage), ValueType.Boolean, HasEffects: false);

    internal static bool IsNullTest(External external) => external.Text.Any(text => text.StartsWith(NullTest, StringComparison.Ordinal));

    private static IEnumerable<Variable> AskedForNull(Statement statement) =>
        from external in statement.Externals()
        where IsNullTest(external)
        from operand in external.Operands.Select(Root).OfType<Variable>()
        where operand.Type is StorageType
        select operand;

    /// <summary>The variable whose memory, or whose rows' memory, a path leads into; null where the storage is new or comes from outside.</summary>
    public static Variable? Root(Expression path) => path switch
    {
        Variable variable => variable,
        Element element => Root(element.Storage),
        View view => Root(view.Storage),
        Column column => Root(column.Storage),
        _ => null,
    };

    /// <summary>The variable that stands for the class of <paramref name="storage"/>.</summary>
    public Variable ClassOf(Variable storage)
    {
        while (parents.TryGetValue(storage, out Variable? parent)) storage = parent;
        return storage;
    }

    /// <summary>Whether the variable may name memory from outside of the function.</summary>
    public bool MayBeOutside(Variable storage) => ClassOf(storage).Equals(ClassOf(OutsideOf(storage.Type)));

    private void Unite(Variable variable, Expression value)
    {
        foreach (Variable source in Sources(value)) Unite(variable, source);
    }

    private void Unite(Variable variable, Variable source)
    {
        Variable a = ClassOf(variable), b = ClassOf(source);
        if (!a.Equals(b)) parents[a] = b;
    }

    /// <summary>What code with effects is given it may keep.</summary>
    private void UniteHandedOut(Statement statement)
    {
        foreach (External external in statement.Externals())
            if (external is { HasEffects: true, KeepsStorage: false, DerivativeOf: null })
                foreach (Expression operand in external.Operands)
                    if (operand.Type is StorageType { Kind: not StorageKind.ReadOnlySpan } && Root(operand) is { } root) Unite(root, OutsideOf(root.Type));
    }

    private static IEnumerable<Variable> Sources(Expression value) => value switch
    {
        Conditional conditional => Sources(conditional.WhenTrue).Concat(Sources(conditional.WhenFalse)),
        CopyOf { Memory.Element: StorageType } copy => Sources(copy.Storage),
        External external when IsNothing(external) || external.Callee is not null => [],
        External external => [OutsideOf(external.Type), .. external.Operands.Where(operand => operand.Type is StorageType).Select(Root).OfType<Variable>()],
        _ => Root(value) is { } root ? [root] : [],
    };

    /// <summary>Whether the storage may come from outside of the function.</summary>
    internal static bool IsFromOutside(Expression storage) => storage switch
    {
        External external => !IsNothing(external) && external.Callee is null,
        Conditional conditional => IsFromOutside(conditional.WhenTrue) || IsFromOutside(conditional.WhenFalse),
        View view => IsFromOutside(view.Storage),
        CopyOf { Memory.Element: StorageType } copy => IsFromOutside(copy.Storage),
        _ => false,
    };

    internal static bool IsNothing(External external) => external is { Operands.Count: 0 } && external.Text[0] is "null" or "default" or "default!";

    private static Variable OutsideOf(ValueType type) => type is StorageType { CarriesReals: false } ? OutsideConstants : Outside;
}
