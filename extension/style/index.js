import "../../widgets/views/style.css";
import "./base.css";
