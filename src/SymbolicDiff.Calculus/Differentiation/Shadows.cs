using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Gives every active storage its adjoint storage. Names of the same primal memory get names of the same adjoint memory, by mirroring what makes the name:
/// in the reverse sweep where each variable names one storage for good, and beside the primal where variables or rows are assigned anew.
/// </summary>
internal sealed class Shadows
{
    private readonly Function primal;
    private readonly VariableSource variables;
    private readonly Activity activity;
    private readonly Timeline timeline;
    private readonly Recall recall;
    private readonly Scope outermost;
    private readonly IReadOnlyDictionary<Variable, Variable> buffers;
    private readonly HashSet<Variable> movingClasses = [];
    private readonly HashSet<Variable> classesWithNewRows = [];
    private readonly Dictionary<Variable, Variable> moving = [];
    private readonly Dictionary<Variable, Variable> still = [];
    private readonly Dictionary<Variable, Variable> firsts = [];

    /// <param name="primal">The function to differentiate.</param>
    /// <param name="variables">Makes the adjoint variables.</param>
    /// <param name="activity">Says which storage is active.</param>
    /// <param name="timeline">Where storage variables are declared and assigned.</param>
    /// <param name="recall">Gives indices and lengths to the reverse sweep.</param>
    /// <param name="outermost">The function's own block.</param>
    /// <param name="buffers">The caller's adjoint storage for parameters that have one.</param>
    public Shadows(
        Function primal,
        VariableSource variables,
        Activity activity,
        Timeline timeline,
        Recall recall,
        Scope outermost,
        IReadOnlyDictionary<Variable, Variable> buffers)
    {
        (this.primal, this.variables, this.activity, this.timeline) = (primal, variables, activity, timeline);
        (this.recall, this.outermost, this.buffers) = (recall, outermost, buffers);
        FindMovingClasses();
    }

    /// <summary>The adjoint storage of parameters that move, to be declared before the primal sweep.</summary>
    public List<Statement> Initial { get; } = [];

    /// <summary>What is left to do when the reverse sweep has ended.</summary>
    public List<Statement> Final { get; } = [];

    /// <summary>Whether the variable's adjoint storage is made beside the primal.</summary>
    public bool IsMoving(Variable storage) => movingClasses.Contains(activity.Aliasing.ClassOf(storage));

    /// <summary>The variable beside the primal that names the variable's adjoint storage, if it has been asked for.</summary>
    public Variable? MovingShadowOf(Variable storage) => moving.TryGetValue(storage, out Variable? shadow) ? shadow : null;

    /// <summary>The adjoint storage of a path at a position, for the mirror of the position's block.</summary>
    public Expression Of(Expression path, Position position) => path switch
    {
        Variable variable => IsMoving(variable) ? recall.At(Moving(variable), position) : Still(variable),
        Element { Type: StorageType } row when Aliasing.Root(row) is { } root && IsMoving(root) && !recall.KeepsRow(row, position) =>
            recall.At(Made(row), position),
        Element element => new Element(Of(element.Storage, position), element.Indices.Map(index => recall.At(index, position))),
        Column column => new Column(Of(column.Storage, position), column.Name, column.Member),
        View view => new View(
            Of(view.Storage, position),
            Writable(view.Memory),
            recall.At(view.Start, position),
            view.Length is null ? null : recall.At(view.Length, position)),
        _ => throw new RefusedException(Refusal.ActiveExternalStorage, NameOf(path)),
    };

    /// <summary>Whether the value is a new array that a call gives, of which the shape is known behind the call.</summary>
    private static bool IsNewFromCall(Expression? value) => value is External { Callee: not null, Type: StorageType };

    /// <summary>The statement that mirrors, beside the primal, one that gives a moving variable or row its storage; null where none is needed.</summary>
    public Statement? Beside(Statement statement) => statement switch
    {
        Declare { Variable: { Type: StorageType } variable } declare when activity.IsActive(variable) && IsMoving(variable) && IsNewFromCall(declare.Value) =>
            new Declare(Moving(variable), ZerosLike(variable, Writable((StorageType)variable.Type))),
        Declare { Variable: { Type: StorageType } variable } declare when activity.IsActive(variable) && IsMoving(variable) =>
            new Declare(Moving(variable), declare.Value is null ? null : Made(declare.Value)),
        Assign { Target: Variable { Type: StorageType } variable } assign when activity.IsActive(variable) =>
            new Assign(Moving(variable), assign.Kind, Made(assign.Value)),
        Assign { Target: Element { Type: StorageType } row } assign when activity.IsActive(row) => new Assign(Made(row), assign.Kind, Made(assign.Value)),
        Copy { Source.Type: StorageType { Element: StorageType } } copy when activity.IsActive(copy.Target) => new Copy(Made(copy.Source), Made(copy.Target)),
        _ => null,
    };

    /// <summary>Storage from outside as the user wrote it.</summary>
    private static string NameOf(Expression storage) =>
        storage is External external ? string.Concat(external.Text).Replace("global::", "") : Printer.Print(storage);

    private static StorageType Writable(StorageType type) => type.Kind == StorageKind.ReadOnlySpan ? type with { Kind = StorageKind.Span } : type;

    private void FindMovingClasses()
    {
        foreach (Site site in timeline.Sites)
        {
            Variable? moved = site.Statement switch
            {
                Declare { Value: null, Variable: { Type: StorageType } variable } => variable,
                Declare { Variable: { Type: StorageType } variable } declare when IsNewFromCall(declare.Value) && site.Parent is not null => variable,
                Assign { Target.Type: StorageType } assign => Aliasing.Root(assign.Target),
                Copy { Source.Type: StorageType { Element: StorageType } } copy => Aliasing.Root(copy.Target),
                _ => null,
            };
            if (moved is null || !activity.IsActive(moved)) continue;
            if (site.Statement is not Declare && moved != (site.Statement as Assign)?.Target && IsParameter(moved))
                throw new RefusedException(Refusal.ReplacedRows, moved.Name);
            movingClasses.Add(activity.Aliasing.ClassOf(moved));
            if (site.Statement is Copy or Assign { Target: not Variable }) classesWithNewRows.Add(activity.Aliasing.ClassOf(moved));
        }
    }

    private bool IsParameter(Variable variable) => primal.Parameters.Any(parameter => parameter.Variable.Equals(variable));

    /// <summary>The variable beside the primal that names the adjoint storage; it has the primal variable's declaration and assignments.</summary>
    private Variable Moving(Variable storage)
    {
        if (moving.TryGetValue(storage, out Variable? found)) return found;
        var type = Writable((StorageType)storage.Type);
        if (type.Kind == StorageKind.Tape) type = type with { Kind = StorageKind.Array };
        if (type.Element is StorageType && buffers.TryGetValue(storage, out Variable? rows))
        {
            // The caller's rows are the rows' adjoints for good.
            bool isKept = timeline.DefinitionsOf(storage).Count == 0 && !classesWithNewRows.Contains(activity.Aliasing.ClassOf(storage));
            return isKept ? rows : throw new RefusedException(Refusal.ReplacedRows, storage.Name);
        }

        Variable shadow = variables.New(storage.Name + "Bar", type, Role.Derivative);
        moving.Add(storage, shadow);
        timeline.AddLike(shadow, storage);
        if (IsParameter(storage))
        {
            Initial.Add(new Declare(shadow, ZerosLike(storage, type with { Kind = StorageKind.Array })));
            if (buffers.TryGetValue(storage, out Variable? buffer)) Final.AddRange(Storages.AddElements(buffer, First(storage, shadow), variables));
        }

        return shadow;
    }

    /// <summary>The parameter's first storage stays known under a name of its own, whatever the parameter names later.</summary>
    private Variable First(Variable storage, Variable shadow)
    {
        if (firsts.TryGetValue(storage, out Variable? first)) return first;
        firsts.Add(storage, first = variables.New(storage.Name + "FirstBar", shadow.Type, Role.Derivative));
        Initial.Add(new Declare(first, shadow));
        return first;
    }

    /// <summary>The adjoint of the storage that the caller gave for a parameter.</summary>
    public Variable OfCaller(Variable parameter) => !IsMoving(parameter) ? Still(parameter)
        : Moving(parameter) is var shadow && moving.ContainsKey(parameter) ? First(parameter, shadow) : shadow;

    /// <summary>Where the caller's buffer is not the adjoint storage itself, takes the adjoint of the final content out of it.</summary>
    public IEnumerable<Statement> Take(Variable parameter, Variable buffer) => OfCaller(parameter) is var own && own.Equals(buffer) ? []
        : [.. Storages.AddElements(own, buffer, variables), .. Storages.FillWithZeros(buffer, variables)];

    /// <summary>Adjoint storage made beside the primal, from what makes the primal's.</summary>
    private Expression Made(Expression value) => value switch
    {
        Variable variable => Moving(variable),
        Element element => new Element(Made(element.Storage), element.Indices),
        Column column => new Column(Made(column.Storage), column.Name, column.Member),
        View view => new View(Made(view.Storage), Writable(view.Memory), view.Start, view.Length),
        Allocate allocate => new Allocate(allocate.Memory with { Kind = StorageKind.Array }, allocate.Lengths),
        CopyOf { Memory.Element: StorageType } copy => copy with { Storage = Made(copy.Storage) },
        CopyOf copy => new ZerosLike(copy.Storage, copy.Memory),
        Ir.ZerosLike => value,
        External external when Aliasing.IsNothing(external) => Aliasing.Nothing(Writable((StorageType)value.Type)),
        Conditional conditional => new Conditional(conditional.Condition, Made(conditional.WhenTrue), Made(conditional.WhenFalse)),
        _ => throw new RefusedException(Refusal.ActiveExternalStorage, NameOf(value)),
    };

    /// <summary>The adjoint storage of a variable that names one storage for good.</summary>
    private Variable Still(Variable storage)
    {
        if (buffers.TryGetValue(storage, out Variable? buffer)) return buffer;
        if (still.TryGetValue(storage, out Variable? found)) return found;
        Definition? definition = recall.DefinitionOf(storage);
        Expression made = definition?.Value is { } value ? MadeInMirror(storage, value, definition.Position) : Zeros(storage);
        Variable shadow = variables.New(storage.Name + "Bar", made.Type, Role.Derivative);
        still.Add(storage, shadow);
        (definition?.Position.Scope ?? outermost).Prologue.Add(new Declare(shadow, made));
        return shadow;
    }

    private Expression MadeInMirror(Variable storage, Expression value, Position position)
    {
        bool isVisible = position.Scope.IsRoot;
        return value switch
        {
            Variable or Element or View => Of(value, position),
            Conditional conditional => new Conditional(
                recall.At(conditional.Condition, position),
                Whole(MadeInMirror(storage, conditional.WhenTrue, position)),
                Whole(MadeInMirror(storage, conditional.WhenFalse, position))),
            CopyOf { Memory.Element: StorageType } copy => copy with { Storage = Of(copy.Storage, position) },
            External external when Aliasing.IsNothing(external) => Aliasing.Nothing(Writable((StorageType)value.Type)),
            Allocate or CopyOf or Ir.ZerosLike when isVisible => Zeros(storage),
            External when isVisible && IsNewFromCall(value) => Zeros(storage),
            Allocate allocate => Zeros(allocate.Memory, allocate.Lengths.Map(length => recall.At(length, position))),
            CopyOf { Memory.Rank: 1 } copy => Zeros(copy.Memory, EquatableArray.Of(recall.At(new Apply(Primitive.Length, ValueType.Int32, copy.Storage), position))),
            CopyOf copy => Zeros(
                copy.Memory,
                Enumerable.Range(0, copy.Memory.Rank)
                    .Select(dimension => recall.At(new Apply(Primitive.LengthOf, ValueType.Int32, copy.Storage, Constant.Of(dimension)), position))
                    .ToEquatableArray()),
            _ => throw new RefusedException(Refusal.ActiveExternalStorage, storage.Name),
        };
    }

    /// <summary>As a span, so that both sides of a conditional have one type.</summary>
    private static Expression Whole(Expression storage)
    {
        var span = new StorageType(StorageKind.Span, ((StorageType)storage.Type).Element);
        return storage is External ? new External("default", span) : new View(storage, span, Constant.Of(0), null);
    }

    private Expression Zeros(Variable storage)
    {
        var type = (StorageType)storage.Type;
        if (type.Kind == StorageKind.Stack) return Zeros(type, EquatableArray<Expression>.Empty);
        if (type is not { Rank: 1, Element: not StorageType }) return ZerosLike(storage, type with { Kind = StorageKind.Array });
        Expression length = new Apply(Primitive.Length, ValueType.Int32, storage);
        if (activity.Aliasing.MayBeNull(storage)) length = new Conditional(Aliasing.IsNull(storage), Constant.Of(0), length);
        return new Allocate(Rented(type), EquatableArray.Of(length), Lifetime.Rented);
    }

    private Expression ZerosLike(Variable storage, StorageType memory)
    {
        var zeros = new ZerosLike(storage, memory);
        return activity.Aliasing.MayBeNull(storage) && !buffers.ContainsKey(storage)
            ? new Conditional(Aliasing.IsNull(storage), Aliasing.Nothing(memory), zeros)
            : zeros;
    }

    private static Allocate Zeros(StorageType type, EquatableArray<Expression> lengths) => type.Rank == 1
        ? new Allocate(Rented(type), lengths, Lifetime.Rented)
        : new Allocate(type, lengths);

    private static StorageType Rented(StorageType type) => type.Kind == StorageKind.Stack ? type : new(StorageKind.Tape, type.Element);
}
